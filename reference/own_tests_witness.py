"""Tries the candidate's own tests against one solution, in a sandboxed process of its own, and says one bit.

Here, and nowhere else, the candidate's code and the text of a solution meet in one process. So nothing leaves it but whether
the tests held: no message, no traceback, nothing printed, no value. Whoever asked believes that bit as far as it goes: a
candidate who forges it has only deceived themselves.

The solution lives in a module of its own and keeps its own helpers. Only the asked functions and classes are put in the place
of the candidate's, again after every step, since the candidate's file defines its own. ``held`` is said when the last test
has ended, and by nothing else: a process that exits before has not held.
"""

from __future__ import annotations
import __future__

import io
import itertools
import os
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import reduce
from operator import or_
from typing import Any, cast

from hotseat.kernels.channel import Channel, Message
from hotseat.kernels.generators import reseed

_FUTURES = reduce(or_, (getattr(__future__, name).compiler_flag for name in __future__.all_feature_names))
NICE = 10
"""How far it steps back behind verdicts and the kernel."""
MOST_PARAMETERS = 1_000
"""Sets of parameters one test function is called with."""


class _Nowhere(io.RawIOBase):
    """Takes what is printed and forgets it."""

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        return len(bytes(data))


def serve(channel: Channel) -> None:
    """What the nursery calls in a fresh sandboxed process: one request, one bit."""
    request = channel.receive()
    if request is None:
        return
    with suppress(OSError, AttributeError):  # not on Windows
        os.nice(NICE)
    sys.stdout = sys.stderr = io.TextIOWrapper(cast("Any", _Nowhere()), "utf-8", "backslashreplace", write_through=True)
    sys.argv = ["submission"]
    channel.send({"said": "begun"})
    try:
        _try(request)
    except BaseException:
        channel.send({"held": False})
    else:
        channel.send({"held": True})


def _try(request: Message) -> None:
    """Runs the steps against the solution; whatever leaves it means that a test has not held."""
    supplied: list[str] = request["imports"]
    solution = _module("solution", supplied)
    reseed(request["seed"])
    exec(compile(request["solution"], "solution", "exec", dont_inherit=True), solution.__dict__)
    asked = {name: solution.__dict__[name] for name in request["functions"] if name in solution.__dict__}
    module = _module("submission", supplied)
    names = module.__dict__
    names.update(asked)
    reseed(request["seed"])
    flags = 0
    for kind, code in request["steps"]:
        if kind in ("prepare", "statement"):
            flags = _run(code, names, flags, swallow=kind == "prepare")
        else:
            for call in _calls(kind, code, names):
                call()
        names.update(asked)


def _module(name: str, imports: list[str]) -> types.ModuleType:
    module = types.ModuleType(name)
    sys.modules[name] = module
    for line in imports:
        exec(compile(line, "imports", "exec", dont_inherit=True), module.__dict__)
    return module


def _run(code: str, names: dict[str, Any], flags: int, *, swallow: bool) -> int:
    """Runs one statement; returns the future statements in force after it."""
    try:
        compiled = compile(code, "submission", "exec", flags=flags, dont_inherit=True)
        exec(compiled, names)
    except BaseException:
        # As when a submission is judged, a cell that fails does not keep the next ones from running.
        if not swallow:
            raise
        return flags
    return flags | (compiled.co_flags & _FUTURES)


def _calls(kind: str, name: str, names: dict[str, Any]) -> Iterator[Callable[[], Any]]:
    """The calls that one test function or method comes to."""
    if kind == "function":
        test = names[name]
        for values in _parameters(test):
            yield lambda values=values: test(**values)
        return
    owner, _, method = name.partition(".")
    cls = names[owner]
    if hasattr(cls, "debug"):  # unittest's own way to run one test and let its exception through
        yield lambda: cls(method).debug()
        return
    for values in _parameters(getattr(cls, method)):
        yield lambda values=values: _method(cls, method, values)


def _method(cls: Any, method: str, values: dict[str, Any]) -> None:
    instance = cls()
    prepare = getattr(instance, "setup_method", None)
    if prepare is not None:
        prepare()
    getattr(instance, method)(**values)


def _parameters(test: Any) -> Iterator[dict[str, Any]]:
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
