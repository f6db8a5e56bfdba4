"""Notes that a submission calls what its question forbids, while it runs.

Reading the source finds a forbidden name as it is written; here a call is noticed by the roads that a reader does not see:
computed names, ``eval``, a callback, another module that holds the function, a module loaded once more, a scorer that
scikit-learn makes for a name. A library may go on calling its own functions: such a call names the function where it
stands, and is made for the library's ends. What is called because somebody handed it over counts as the submission's.

It works beside the candidate's code and can be undone there by somebody who sets out to: who takes the function out of what is
wrapped around it, makes an object without calling its class, or runs a copy of the library's source is not seen. It never
lets anything pass that would otherwise fail. Standard library only.
"""

from __future__ import annotations

import functools
import importlib._bootstrap_external as loading  # type: ignore[import-not-found, unused-ignore]
import inspect
import sys
import types
from collections.abc import Callable, Sequence
from typing import Any, cast

MOST = 20
"""Calls that are told between two messages."""
_CANDIDATES = {"submission", "__main__", ""}


class CallWatch:
    """Watches calls of forbidden names. Make one before the submission is loaded, and :meth:`watch`."""

    def __init__(self, forbidden: Sequence[str]) -> None:
        self._forbidden = list(forbidden)
        self._tops = {name.partition(".")[0] for name in forbidden}
        self._found: set[str] = set()
        """Names whose module has been imported."""
        self._known: dict[tuple[str, str], str] = {}
        """The forbidden name of each function, by the file and the qualified name it was written under."""
        self._wrappers: set[int] = set()
        self._kept: list[Any] = []
        """The wrappers, so that no other object takes over the number of one."""
        self._noted: list[list[str]] = []
        self._told: set[tuple[str, str]] = set()

    def watch(self) -> None:
        """Begins to watch what is loaded, and what is loaded from now on, be it for the second time."""
        if not self._forbidden:
            return
        self._take_in()
        loaders = cast("Any", loading)._LoaderBasics
        run = loaders.exec_module

        def exec_module(loader: Any, module: types.ModuleType) -> None:
            run(loader, module)
            if self._tops & {module.__name__.partition(".")[0], *_files_tops(module)}:
                self._take_in()
                self._take_again(module)

        loaders.exec_module = exec_module

    def take(self) -> list[list[str]]:
        """The calls noted since the last time: each the forbidden name and the place in the submission, if it is known."""
        noted, self._noted = self._noted, []
        self._told.clear()
        return noted

    # --- wrapping -------------------------------------------------------------------------------------------------

    def _take_in(self) -> None:
        for name in self._forbidden:
            found = None if name in self._found else _found(name)
            if found is not None:
                self._found.add(name)
                self._wrap(name, found)

    def _take_again(self, module: types.ModuleType) -> None:
        """Wraps what a module that was run once more has made anew, whatever the module is called by now."""
        for key, value in list(vars(module).items()):
            name = self._known.get(_origin(value)) if callable(value) and id(value) not in self._wrappers else None
            if name is not None and isinstance(value, type):
                self._wrap_class(name, value)
            elif name is not None:
                vars(module)[key] = self._wrapped(name, value, value)

    def _wrap(self, name: str, found: Any) -> None:
        if id(found) in self._wrappers:
            return
        if isinstance(found, types.ModuleType):
            for own in list(vars(found).values()):
                public = not getattr(own, "__name__", "_").startswith("_")
                if callable(own) and public and getattr(own, "__module__", None) == found.__name__:
                    self._wrap(name, own)
        elif isinstance(found, type):
            self._wrap_class(name, found)
        elif callable(found):
            self._known[_origin(found)] = name
            wrapped = self._wrapped(name, found, found)
            top, last = name.partition(".")[0], name.rpartition(".")[2]
            own = getattr(found, "__name__", last)
            for module in [m for key, m in list(sys.modules.items()) if key.partition(".")[0] == top]:
                names = getattr(module, "__dict__", {})
                held = [key for key in (last, own) if names.get(key) is found]
                for key in held:
                    names[key] = wrapped
                if held:
                    _replace_inside(list(names.values()), found, wrapped)

    def _wrap_class(self, name: str, found: type) -> None:
        self._known[_origin(found)] = name
        with_init = cast("Any", found).__init__
        if id(with_init) in self._wrappers:
            return
        try:
            cast("Any", found).__init__ = self._wrapped(name, with_init, found)
        except (AttributeError, TypeError):
            return  # a class of the interpreter's or of compiled code; reading the source has to do

    def _wrapped(self, name: str, found: Callable[..., Any], named: Any) -> Callable[..., Any]:
        """``found`` with every call noted; ``named`` is what a caller names, the function or its class."""
        words = {name.rpartition(".")[2], getattr(named, "__name__", "")}
        if isinstance(named, type):
            words.add("__init__")

        @functools.wraps(found)
        def called(*args: Any, **kwargs: Any) -> Any:
            here = inspect.currentframe()
            if here is not None and here.f_back is not None:
                self._note(name, here.f_back, words, (named, called))
            return found(*args, **kwargs)

        called.__dict__.pop("__wrapped__", None)
        self._wrappers.add(id(called))
        self._kept.append(called)
        return called

    # --- noting ---------------------------------------------------------------------------------------------------

    def _note(self, name: str, frame: types.FrameType, words: set[str], named: tuple[Any, ...]) -> None:
        if _is_the_librarys_own(frame, words, named):
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


def _replace_inside(objects: Sequence[Any], found: Any, wrapped: Any) -> None:
    """Lets a module's own objects, such as scorers made for a name, hold what is watched."""
    for one in objects:
        inside = (
            None if isinstance(one, type | types.ModuleType | types.FunctionType) else getattr(one, "__dict__", None)
        )
        if type(inside) is dict:
            held = cast("dict[str, Any]", inside)
            for key in [key for key, value in held.items() if value is found]:
                held[key] = wrapped


def _is_the_librarys_own(frame: types.FrameType, words: set[str], named: tuple[Any, ...]) -> bool:
    """Whether a call stands in a library's code that names the function there.

    A dispatcher that calls whatever it was given (a scorer, a pool, the standard library) does not name it.
    """
    code, names = frame.f_code, frame.f_globals
    caller = str(names.get("__name__", "")).partition(".")[0]
    if code.co_filename.startswith("cell ") or caller in _CANDIDATES:
        return False
    if caller == "observers":
        return True
    if caller in sys.stdlib_module_names or caller not in sys.modules:
        return False
    return bool(words & set(code.co_names)) or any(names.get(word) in named for word in _globals_named(frame))


def _globals_named(frame: types.FrameType) -> list[str]:
    """The names of functions and classes of its module that a frame's code uses: a library may have renamed what it imported."""
    names = frame.f_globals
    return [word for word in frame.f_code.co_names if callable(names.get(word))]


def _origin(value: Any) -> tuple[str, str]:
    """The file and the qualified name that a function or class was written under, past what decorates it."""
    inner = value
    for _ in range(20):
        below = getattr(inner, "__wrapped__", None)
        if below is None or isinstance(inner, type):
            break
        inner = below
    code = getattr(inner, "__code__", None)
    if isinstance(code, types.CodeType):
        return code.co_filename, code.co_qualname
    name = str(getattr(inner, "__qualname__", ""))
    with_code = [getattr(one, "__code__", None) for one in vars(inner).values()] if isinstance(inner, type) else []
    files = [code.co_filename for code in with_code if isinstance(code, types.CodeType)]
    own = [file for file in files if file != __file__]
    return (own[0] if own else str(getattr(inner, "__module__", ""))), name


def _files_tops(module: types.ModuleType) -> set[str]:
    """The names of the folders that a module's file lies in, its package's among them."""
    file = str(getattr(module, "__file__", "") or "")
    return set(file.replace("\\", "/").split("/"))
