"""The candidate's own tests, tried: first on the reference, then on the known-wrong solutions, a process for each.

A test that does not hold on a right solution says nothing about a wrong one, and one that never looks at what the asked
functions give says nothing about either, so such tests are found and set aside. What is left is tried on each known-wrong
solution; one on which any test does not hold is a fault the candidate would have caught. From each process one word comes
back, and an end that is no answer counts as not held.

What remains possible: a test runs beside the compiled reference, so it can look at it, fail or hold by what it sees, and so
carry out what the report tells. That is which of its tests are among the first ``NAMED`` set aside, how many more there are and
how many faults were caught, a few dozen bits at most in one submission. It can also feign a catch, by knowing a known-wrong
solution when it sees one. Neither touches a verdict: whoever does it deceives nobody but themselves.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from hotseat.harmless import line
from hotseat.kernels.child import ChildEnded, DeadlineReached, Garbled
from hotseat.kernels.nursery import Nursery
from hotseat.kernels.sandbox import Limits
from hotseat.question_bank.model import Question
from hotseat.reference.own_tests import OwnTests
from hotseat.reference.witness_stand import START_SECONDS, MachineFault

ENTRY = "hotseat.reference.own_tests_witness:serve"
SECONDS = 5.0
"""What one run may take beyond the question's limit for one check: the whole file runs, with its data sets."""
BUDGET = 120.0
"""Seconds after which no further solution is tried."""
PATIENCE = 2.0
"""How many times its limit a run on the reference may take: a busy machine must not make a right test look wrong."""
SLOWER = 4.0
"""How many times what the tests took on the reference they may take on a wrong solution, where that is above the limit."""
NAMED = 5
"""Tests set aside after a run that are told by name, the first in the file; the others are counted."""
Said = Literal["held", "failed", "idle"]
"""What a process says: all tests held; one did not; one ended well and never looked at what the asked functions give."""


@dataclass(frozen=True)
class Tried:
    """What the tests came to."""

    tests: int
    """How many there are, those set aside included."""
    of_starter: int
    """How many of them stood in the starter."""
    held: int = 0
    """How many of them hold on a right solution and look at the answer: those that were tried on the wrong ones."""
    wrong_tests: tuple[str, ...] = ()
    """Names of those that do not hold on a right solution; ``more_wrong`` are not named."""
    more_wrong: int = 0
    idle_tests: tuple[str, ...] = ()
    """Names of those that never call what the question asks for; ``more_idle`` are not named."""
    more_idle: int = 0
    left_out: tuple[str, ...] = ()
    """Names of those that were not tried to the end; ``more_slow`` of them are not named."""
    why: tuple[str, ...] = ()
    """The reason for each of ``left_out``: one of :data:`hotseat.reference.own_tests.Why`, or ``slow``."""
    more_slow: int = 0
    caught: int = 0
    """Known-wrong solutions on which a test did not hold."""
    faults: int = 0
    """Known-wrong solutions that were tried."""

    def to_dict(self) -> dict[str, Any]:
        """The same as JSON shows it."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in vars(self).items()}


@dataclass
class OwnTestsTrial:
    """One submission's tests against a question's solutions."""

    nursery: Nursery
    question: Question
    own: OwnTests
    seed: int
    idle: Callable[[], Awaitable[object]] | None = None
    """Waited for before each process, so that verdicts come first."""
    _slow: list[int] = field(default_factory=list[int])
    """Tests that did not end on the reference; nothing is known of them."""
    _idle: list[int] = field(default_factory=list[int])
    """Tests that ended well and never looked at what the asked functions give."""
    _took: float = 0.0
    """Seconds of the last run in which all tests held on the reference."""

    async def run(self, reference: str, wrong: Sequence[str]) -> Tried:
        """Tries them all. Raises MachineFault and NurseryFault."""
        now = asyncio.get_running_loop().time
        ends = now() + BUDGET
        every = range(len(self.own.tests))
        names = [line(test.name, 80) for test in self.own.tests]
        good = await self._good(reference, frozenset(), tuple(every), ends)
        late = now() > ends
        held: list[bool] = []
        for solution in wrong if good else ():
            if now() > ends:
                break
            said = await self._said(solution, good, max(self._limit, SLOWER * self._took), must_call=False)
            held.append(said == "held")
        bad = [] if late else [k for k in every if k not in {*good, *self._slow, *self._idle}]
        told = set(sorted([*bad, *self._slow, *self._idle])[:NAMED])
        slow = tuple(names[k] for k in self._slow if k in told)
        left = [*((line(one.name, 80), str(one.why)) for one in self.own.left_out), *((name, "slow") for name in slow)]
        return Tried(
            tests=len(names),
            of_starter=sum(test.of_starter for test in self.own.tests),
            held=len(good),
            wrong_tests=tuple(names[k] for k in bad if k in told),
            more_wrong=len(set(bad) - told),
            idle_tests=tuple(names[k] for k in self._idle if k in told),
            more_idle=len(set(self._idle) - told),
            left_out=tuple(name for name, _ in left),
            why=tuple(why for _, why in left),
            more_slow=len(set(self._slow) - told),
            caught=held.count(False),
            # Where no test is left, none of the faults is caught, and there is nothing to run.
            faults=len(held) if good or late else len(wrong) if names else 0,
        )

    async def _good(self, reference: str, good: frozenset[int], more: tuple[int, ...], ends: float) -> frozenset[int]:
        """Of the tests ``more``, those that hold on the reference together with ``good``, and ``good``; found by halving."""
        if not more or asyncio.get_running_loop().time() > ends:
            return good
        began = asyncio.get_running_loop().time()
        said = await self._said(reference, good.union(more), PATIENCE * self._limit, must_call=True)
        if said == "held":
            self._took = asyncio.get_running_loop().time() - began
            return good.union(more)
        if len(more) == 1:
            self._slow += more if said is None else ()
            self._idle += more if said == "idle" else ()
            return good
        half = len(more) // 2
        good = await self._good(reference, good, more[:half], ends)
        return await self._good(reference, good, more[half:], ends)

    @property
    def _limit(self) -> float:
        return self.question.needs.seconds + SECONDS

    async def _said(self, solution: str, tests: Collection[int], seconds: float, *, must_call: bool) -> Said | None:
        """Whether these tests hold on a solution: one process, one word. None where they did not end in time.

        With ``must_call`` a test that never looks at what the asked functions give is ``idle``.
        """
        if self.idle is not None:
            await self.idle()
        needs = self.question.needs
        limits = Limits(
            memory=needs.memory,
            cpu_seconds=int(2 * SLOWER * self._limit),
            open_files=1024 if needs.processes else 128,
            processes=needs.processes,
            loopback=needs.loopback,
        )
        child = await self.nursery.child(ENTRY, limits)
        try:
            now = asyncio.get_running_loop().time
            try:
                ready = await child.receive(now() + START_SECONDS)
                if ready.get("said") != "ready":
                    raise MachineFault("the sandbox did not start as it should")
                await child.send(self._request(solution, tests, must_call))
                if (await child.receive(now() + START_SECONDS)).get("said") != "begun":
                    raise MachineFault("the sandbox did not start as it should")
            except (DeadlineReached, ChildEnded, Garbled) as error:
                raise MachineFault(f"the sandbox did not start: {error}") from None
            try:
                answer = await child.receive(now() + seconds)
                return next((word for word in get_args(Said) if answer == {"said": word}), "failed")
            except ChildEnded as error:
                if error.ending.machine:
                    raise MachineFault(str(error)) from None
                return "failed"
            except DeadlineReached:
                return None
            except Garbled:
                return "failed"
        finally:
            child.kill()

    def _request(self, solution: str, tests: Collection[int], must_call: bool) -> dict[str, Any]:
        """What the process is asked; a statement that is a test set aside still prepares what comes after it."""
        steps = [
            [
                "prepare" if step.kind == "statement" and step.test not in tests else step.kind,
                step.code,
                list(step.reads),
                list(step.sets),
            ]
            for step in self.own.steps
            if step.kind in ("prepare", "fixture", "statement") or step.test in tests
        ]
        return {
            "solution": solution,
            "functions": list(self.question.functions),
            "imports": list(self.question.imports),
            "seed": self.seed,
            "steps": steps,
            "must_call": must_call,
            "processes": self.question.needs.processes,
        }
