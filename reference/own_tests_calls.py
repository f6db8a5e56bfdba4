"""How a test function is called: once for each set of parameters, and with what its fixtures bring.

Standard library only; it runs beside the candidate's code, and stands in for as much of pytest as tests of one file use.
"""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

MOST_PARAMETERS = 1_000
"""Sets of parameters one test function is called with."""


class Fixtures:
    """The plain fixtures of a file: functions that return or yield one value, made anew for each call of a test."""

    def __init__(self) -> None:
        self._made_by: dict[str, Callable[..., Any]] = {}

    def keep(self, name: str, names: dict[str, Any]) -> None:
        """Takes the function that was just defined out of ``names``; nobody calls a fixture by its name."""
        function = names.pop(name, None)
        if callable(function):
            self._made_by[name] = function

    def call(self, test: Callable[..., Any], values: dict[str, Any]) -> None:
        """Calls a test with ``values`` and with the fixtures it asks for besides; what follows their yield runs after it."""
        with ExitStack() as ends:
            made: dict[str, Any] = {}
            asked = [name for name in _parameters(test) if name not in values and name in self._made_by]
            test(**values, **{name: self._value(name, made, ends) for name in asked})

    def _value(self, name: str, made: dict[str, Any], ends: ExitStack) -> Any:
        if name not in made:
            function = self._made_by[name]
            needs = {n: self._value(n, made, ends) for n in _parameters(function) if n in self._made_by}
            if inspect.isgeneratorfunction(function):
                steps = function(**needs)
                made[name] = next(steps)
                ends.callback(next, steps, None)
            else:
                made[name] = function(**needs)
        return made[name]


def _parameters(function: Callable[..., Any]) -> list[str]:
    """The names that a function needs values for."""
    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return []
    taken = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    return [one.name for one in found if one.default is one.empty and one.kind in taken]


def calls_of(kind: str, name: str, names: dict[str, Any], fixtures: Fixtures) -> Iterator[Callable[[], Any]]:
    """The calls that one test function or method comes to; ``kind`` is ``function`` or ``method``."""
    if kind == "function":
        test = names[name]
        for values in _sets(test):
            yield lambda values=values: fixtures.call(test, values)
        return
    owner, _, method = name.partition(".")
    cls = names[owner]
    if hasattr(cls, "debug"):  # unittest's own way to run one test and let its exception through
        yield lambda: cls(method).debug()
        return
    for values in _sets(getattr(cls, method)):
        yield lambda values=values: _method(cls, method, values, fixtures)


def _method(cls: Any, method: str, values: dict[str, Any], fixtures: Fixtures) -> None:
    instance = cls()
    prepare = getattr(instance, "setup_method", None)
    if prepare is not None:
        prepare()
    fixtures.call(getattr(instance, method), values)


def _sets(test: Any) -> Iterator[dict[str, Any]]:
    """The arguments of each call, as ``pytest.mark.parametrize`` gives them; one empty set without."""
    sets: list[list[dict[str, Any]]] = []
    for mark in getattr(test, "pytestmark", ()):
        if getattr(mark, "name", "") == "parametrize":
            sets.append(
                _rows(*mark.args[:2], **{k: v for k, v in mark.kwargs.items() if k in ("argnames", "argvalues")})
            )
    for count, row in enumerate(itertools.product(*sets)):
        if count >= MOST_PARAMETERS:
            return
        yield {name: value for part in row for name, value in part.items()}


def _rows(argnames: Any, argvalues: Any) -> list[dict[str, Any]]:
    listed = [n.strip() for n in argnames.split(",")] if isinstance(argnames, str) else list(argnames)
    found: list[dict[str, Any]] = []
    for value in argvalues:
        values = getattr(value, "values", value) if type(value).__name__ == "ParameterSet" else None
        if values is None:
            values = (value,) if len(listed) == 1 else tuple(value)
        found.append(dict(zip(listed, values, strict=True)))
    return found
