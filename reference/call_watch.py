"""Notes that a submission calls what its question forbids, while it runs.

Reading the source finds a forbidden name as it is written; here a call is noticed by whatever road it was reached:
computed names, ``eval``, a callback. It works beside the candidate's code and can be undone there by somebody who sets out
to, as any rule can; it never lets anything pass that would otherwise fail. A library may go on calling its own functions.
Standard library only.
"""

from __future__ import annotations

import functools
import importlib.machinery
import inspect
import sys
import types
from collections.abc import Callable, Sequence
from typing import Any, cast

MOST = 20
"""Calls that are told between two messages."""


class CallWatch:
    """Watches calls of forbidden names. Make one before the submission is loaded, and :meth:`watch`."""

    def __init__(self, forbidden: Sequence[str]) -> None:
        self._waiting = list(forbidden)
        """Names whose module has not been imported yet."""
        self._noted: list[list[str]] = []
        self._told: set[tuple[str, str]] = set()

    def watch(self) -> None:
        """Begins to watch what is loaded, and what is imported from now on."""
        self._take_in()
        if self._waiting:
            sys.meta_path.insert(0, _Finder({name.partition(".")[0] for name in self._waiting}, self._take_in))

    def take(self) -> list[list[str]]:
        """The calls noted since the last time: each the forbidden name and the place in the submission, if it is known."""
        noted, self._noted = self._noted, []
        return noted

    def _take_in(self) -> None:
        left: list[str] = []
        for name in self._waiting:
            found = _found(name)
            if found is None:
                left.append(name)
            else:
                self._wrap(name, found)
        self._waiting = left

    def _wrap(self, name: str, found: Any) -> None:
        if isinstance(found, types.ModuleType):
            for own in list(vars(found).values()):
                public = not getattr(own, "__name__", "_").startswith("_")
                if callable(own) and public and getattr(own, "__module__", None) == found.__name__:
                    self._wrap(name, own)
        elif isinstance(found, type):
            self._wrap_class(name, found)
        elif callable(found):
            wrapped = self._wrapped(name, found)
            top, last = name.partition(".")[0], name.rpartition(".")[2]
            own = getattr(found, "__name__", last)
            for module in [m for key, m in list(sys.modules.items()) if key.partition(".")[0] == top]:
                names = getattr(module, "__dict__", {})
                for key in (last, own):
                    if names.get(key) is found:
                        names[key] = wrapped

    def _wrap_class(self, name: str, found: type) -> None:
        with_init = cast("Any", found).__init__
        try:
            cast("Any", found).__init__ = self._wrapped(name, with_init)
        except (AttributeError, TypeError):
            return  # a class of the interpreter's or of compiled code; reading the source has to do

    def _wrapped(self, name: str, found: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(found)
        def called(*args: Any, **kwargs: Any) -> Any:
            here = inspect.currentframe()
            if here is not None and here.f_back is not None:
                self._note(name, here.f_back)
            return found(*args, **kwargs)

        called.__dict__.pop("__wrapped__", None)
        return called

    def _note(self, name: str, frame: types.FrameType) -> None:
        if _is_the_librarys_own(frame, name.partition(".")[0]):
            return
        place = ""
        caller: types.FrameType | None = frame
        while caller is not None and not place:
            if caller.f_code.co_filename.startswith("cell "):
                place = f"line {caller.f_lineno} ({caller.f_code.co_filename})"
            caller = caller.f_back
        if (name, place) not in self._told and len(self._noted) < MOST:
            self._told.add((name, place))
            self._noted.append([name, place])


def _found(name: str) -> Any:
    """What a dotted name stands for in the modules loaded so far, or None."""
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        found: Any = sys.modules.get(".".join(parts[:cut]))
        if found is None:
            continue
        for part in parts[cut:]:
            found = vars(found).get(part) if isinstance(found, types.ModuleType) else getattr(found, part, None)
            if found is None:
                return None
        return found
    return None


def _is_the_librarys_own(frame: types.FrameType, top: str) -> bool:
    """Whether a call comes from a library that uses the forbidden name for itself, and not as somebody's callback.

    Such a library is the name's own, or one that has imported it; the standard library calls only what it is given.
    """
    own = str(frame.f_globals.get("__name__", ""))
    caller = own.partition(".")[0]
    if frame.f_code.co_filename.startswith("cell ") or caller in ("submission", "__main__", ""):
        return False
    if caller == top or caller == "observers":
        return True
    if caller in sys.stdlib_module_names or caller not in sys.modules:
        return False
    return any(
        isinstance(value, types.ModuleType) and value.__name__.partition(".")[0] == top
        for value in list(frame.f_globals.values())
    ) or any(getattr(value, "__module__", "") and _top_of(value) == top for value in list(frame.f_globals.values()))


def _top_of(value: Any) -> str:
    module = getattr(value, "__module__", "")
    return module.partition(".")[0] if isinstance(module, str) else ""


class _Finder:
    """Lets modules of the watched packages be imported as ever, and says when one has been."""

    def __init__(self, tops: set[str], imported: Callable[[], None]) -> None:
        self._tops = tops
        self._imported = imported

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if name.partition(".")[0] not in self._tops:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        loader = spec.loader if spec is not None else None
        if spec is None or loader is None or not hasattr(loader, "exec_module"):
            return None
        spec.loader = cast("Any", _Loader(loader, self._imported))
        return spec


class _Loader:
    """A loader that says when its module has been loaded."""

    def __init__(self, real: Any, imported: Callable[[], None]) -> None:
        self._real = real
        self._imported = imported

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType | None:
        return cast("types.ModuleType | None", self._real.create_module(spec))

    def exec_module(self, module: types.ModuleType) -> None:
        spec = module.__spec__
        if spec is not None:
            spec.loader = self._real
        module.__loader__ = self._real
        self._real.exec_module(module)
        self._imported()
