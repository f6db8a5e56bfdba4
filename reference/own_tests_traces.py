"""Whether a test looks at what the asked functions give: it calls one of them, or reads what came of an earlier call.

The asked functions are put behind functions that count, the asked classes count their instances. A name that a step has set
while it called one of them carries a trace of it, and so does whatever is made from such a name. Standard library only; it
runs beside the candidate's code and can be deceived by it, which deceives nobody else.
"""

from __future__ import annotations

import functools
import inspect
import types
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, cast


class Traces:
    """Follows the steps of one run."""

    def __init__(self, found: Mapping[str, Any], names: Mapping[str, Any]) -> None:
        """``found`` are the asked functions and classes of a solution; ``names`` the candidate's, as the steps leave them."""
        self._calls = 0
        self._names = names
        self._traced: set[str] = set()
        self._defined: dict[str, Sequence[str]] = {}
        """What earlier steps have defined, and the names they read: a helper looks at whatever it reads."""
        self.asked = {name: self._counted(name, one) for name, one in found.items()}
        """The asked functions and classes, whose calls are counted."""

    def begin(self, reads: Sequence[str], sets: Sequence[str], *, defines: bool) -> Callable[[], bool]:
        """Called before a step; returns what is called after it and says whether it has looked at an answer."""
        before = self._calls

        def end() -> bool:
            called = self._calls > before
            looks = called or self._reach(reads)
            if looks:
                self._traced.update(name for name in sets if name not in self.asked)
            if called:
                self._traced.update(name for name in reads if self._is_data(name))
            if defines:
                self._defined.update((name, reads) for name in sets)
            return looks

        return end

    def _reach(self, reads: Sequence[str]) -> bool:
        """Whether any of these names, or what they were made from, carries a trace."""
        waiting, seen = list(reads), set[str]()
        while waiting:
            name = waiting.pop()
            if name in self._traced:
                return True
            if name not in seen:
                seen.add(name)
                waiting += self._defined.get(name, ())
        return False

    def _is_data(self, name: str) -> bool:
        """Whether a name stands for a value that a call may have changed, and not for a library, a class or a function."""
        value = self._names.get(name)
        return name in self._names and not isinstance(value, types.ModuleType | type) and not callable(value)

    def _count(self) -> None:
        self._calls += 1

    def _counted(self, name: str, found: Any) -> Any:
        if isinstance(found, type):
            try:
                self._count_instances(cast("Any", found))
            except (TypeError, AttributeError):  # a class that is not written in Python: whatever reads it looks at it
                self._traced.add(name)
            return found
        if not callable(found):
            self._traced.add(name)
            return found
        counted = self._counting(found)
        counted.__module__ = "submission"  # where a pickle will look for it
        return counted

    def _count_instances(self, found: Any) -> None:
        """The class stays the very class that the solution itself knows; only the making of its instances is counted."""
        if found.__init__ is object.__init__ and found.__new__ is not object.__new__:
            found.__new__ = staticmethod(self._counting(found.__new__))
        else:
            found.__init__ = self._counting(found.__init__)

    def _counting(self, function: Callable[..., Any]) -> Any:
        count = self._count

        @functools.wraps(function)
        def counted(*args: Any, **kwargs: Any) -> Any:
            count()
            return function(*args, **kwargs)

        made = cast("Any", counted)
        with suppress(TypeError, ValueError):
            made.__signature__ = inspect.signature(function)
        del made.__wrapped__
        return made
