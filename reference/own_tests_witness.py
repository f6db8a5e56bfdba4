"""Tries the candidate's own tests against one solution, in a sandboxed process of its own, and says one word.

Here, and nowhere else, the candidate's code and a solution meet in one process. The solution is there as compiled functions, and
its text is gone before the first step runs. Nothing leaves the process but whether the tests held: no message, no traceback,
nothing printed, no value. Whoever asked believes that word as far as it goes: a candidate who forges it, or who takes the
functions apart to carry something out bit by bit, has only deceived themselves.

The solution lives in a module of its own and keeps its own helpers. Only the asked functions and classes are put in the place
of the candidate's, again after every step, since the candidate's file defines its own; calls of them are counted, so that a
test that never looks at what they give is seen. ``held`` is said when the last test has ended, and by nothing else: a process
that exits before has not held.
"""

from __future__ import annotations
import __future__

import io
import os
import sys
import types
from contextlib import suppress
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any, cast

from hotseat.kernels.channel import Channel, Message
from hotseat.kernels.generators import reseed
from hotseat.reference.by_value import send_by_value
from hotseat.reference.own_tests_calls import Fixtures, calls_of
from hotseat.reference.own_tests_traces import Traces

_FUTURES = reduce(or_, (getattr(__future__, name).compiler_flag for name in __future__.all_feature_names))
NICE = 10
"""How far it steps back behind verdicts and the kernel."""


class _Idle(Exception):
    """A test ended well and never looked at what the asked functions give."""


class _Nowhere(io.RawIOBase):
    """Takes what is printed and forgets it."""

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        return len(bytes(data))


def serve(channel: Channel) -> None:
    """What the nursery calls in a fresh sandboxed process: one request, one word."""
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
    except _Idle:
        channel.send({"said": "idle"})
    except BaseException:
        channel.send({"said": "failed"})
    else:
        channel.send({"said": "held"})


def _try(request: Message) -> None:
    """Runs the steps against the solution; whatever leaves it means that a test has not held."""
    supplied: list[str] = request["imports"]
    solution = _module("solution", supplied)
    if "numba" in request["solution"]:  # it keeps what it has compiled only for functions whose file is there
        for file in ("solution", "submission"):
            Path(file).touch()
    reseed(request["seed"])
    # The text is taken out of the request, so that nothing in the process holds it once it is compiled.
    exec(compile(request.pop("solution"), "solution", "exec", dont_inherit=True), solution.__dict__)
    module = _module("submission", supplied)
    names = module.__dict__
    if request.get("processes"):
        for sent in ("solution", "submission"):
            send_by_value(sent)
    found = {name: solution.__dict__[name] for name in request["functions"] if name in solution.__dict__}
    traces = Traces(found, names)
    names.update(traces.asked)
    fixtures = Fixtures()
    reseed(request["seed"])
    flags = 0
    for kind, code, reads, sets in request["steps"]:
        looks = traces.begin(reads, sets, defines=kind in ("prepare", "fixture"))
        if kind in ("prepare", "statement", "fixture"):
            flags = _run(code, names, flags, swallow=kind != "statement")
            if kind == "fixture":
                fixtures.keep(sets[0], names)
        else:
            for call in calls_of(kind, code, names, fixtures):
                call()
        if not looks() and kind in ("statement", "function", "method") and request["must_call"]:
            raise _Idle
        names.update(traces.asked)


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
