"""The candidate's own tests, tried: first on the reference, then on the known-wrong solutions, a process for each.

A test that does not hold on a right solution says nothing about a wrong one, so such tests are found, named and set aside.
What is left is tried on each known-wrong solution; one on which any test does not hold is a fault the candidate would have
caught. From each process one bit comes back, and an end that is no answer counts as not held.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

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


@dataclass(frozen=True)
class Tried:
    """What the tests came to."""

    tests: int
    """How many there are, those set aside included."""
    of_starter: int
    """How many of them stood in the starter."""
    wrong_tests: tuple[str, ...] = ()
    """The names of those that do not hold on a right solution."""
    left_out: tuple[str, ...] = ()
    """The names of those that cannot be called by themselves."""
    caught: int = 0
    """Known-wrong solutions on which a test did not hold."""
    faults: int = 0
    """Known-wrong solutions that were tried."""

    def to_dict(self) -> dict[str, Any]:
        """The same as JSON shows it."""
        return {
            "tests": self.tests,
            "of_starter": self.of_starter,
            "wrong_tests": list(self.wrong_tests),
            "left_out": list(self.left_out),
            "caught": self.caught,
            "faults": self.faults,
        }


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
    _took: float = 0.0
    """Seconds of the last run in which all tests held on the reference."""

    async def run(self, reference: str, wrong: Sequence[str]) -> Tried:
        """Tries them all. Raises MachineFault and NurseryFault."""
        now = asyncio.get_running_loop().time
        ends = now() + BUDGET
        every = range(len(self.own.tests))
        names = [line(test.name, 80) for test in self.own.tests]
        found = Tried(
            tests=len(names),
            of_starter=sum(test.of_starter for test in self.own.tests),
            left_out=tuple(line(name, 80) for name in self.own.left_out),
        )
        good = await self._good(reference, frozenset(), tuple(every), ends)
        late = now() > ends
        held: list[bool] = []
        for solution in wrong if good else ():
            if now() > ends:
                break
            held.append(await self._holds(solution, good, max(self._limit, SLOWER * self._took)) is True)
        bad = tuple(names[k] for k in every if k not in good and k not in self._slow)
        slow = tuple(names[k] for k in self._slow)
        # Where no test is left, none of the faults is caught, and there is nothing to run.
        faults = len(held) if good or late else len(wrong) if names else 0
        return replace(
            found,
            wrong_tests=() if late else bad,
            left_out=(*found.left_out, *slow),
            caught=held.count(False),
            faults=faults,
        )

    async def _good(self, reference: str, good: frozenset[int], more: tuple[int, ...], ends: float) -> frozenset[int]:
        """Of the tests ``more``, those that hold on the reference together with ``good``, and ``good``; found by halving."""
        if not more or asyncio.get_running_loop().time() > ends:
            return good
        began = asyncio.get_running_loop().time()
        held = await self._holds(reference, good.union(more), PATIENCE * self._limit)
        if held:
            self._took = asyncio.get_running_loop().time() - began
            return good.union(more)
        if len(more) == 1:
            self._slow += more if held is None else ()
            return good
        half = len(more) // 2
        good = await self._good(reference, good, more[:half], ends)
        return await self._good(reference, good, more[half:], ends)

    @property
    def _limit(self) -> float:
        return self.question.needs.seconds + SECONDS

    async def _holds(self, solution: str, tests: Collection[int], seconds: float) -> bool | None:
        """Whether these tests hold on a solution: one process, one bit. None where they did not end in time."""
        if self.idle is not None:
            await self.idle()
        needs = self.question.needs
        limits = Limits(memory=needs.memory, cpu_seconds=int(2 * SLOWER * self._limit))
        child = await self.nursery.child(ENTRY, limits)
        try:
            now = asyncio.get_running_loop().time
            try:
                ready = await child.receive(now() + START_SECONDS)
                if ready.get("said") != "ready":
                    raise MachineFault("the sandbox did not start as it should")
                await child.send(self._request(solution, tests))
                if (await child.receive(now() + START_SECONDS)).get("said") != "begun":
                    raise MachineFault("the sandbox did not start as it should")
            except (DeadlineReached, ChildEnded, Garbled) as error:
                raise MachineFault(f"the sandbox did not start: {error}") from None
            try:
                return await child.receive(now() + seconds) == {"held": True}
            except ChildEnded as error:
                if error.ending.machine:
                    raise MachineFault(str(error)) from None
                return False
            except DeadlineReached:
                return None
            except Garbled:
                return False
        finally:
            child.kill()

    def _request(self, solution: str, tests: Collection[int]) -> dict[str, Any]:
        """What the process is asked; a statement that is a test set aside still prepares what comes after it."""
        steps = [
            ["prepare" if step.kind == "statement" and step.test not in tests else step.kind, step.code]
            for step in self.own.steps
            if step.kind in ("prepare", "statement") or step.test in tests
        ]
        return {
            "solution": solution,
            "functions": list(self.question.functions),
            "imports": list(self.question.imports),
            "seed": self.seed,
            "steps": steps,
        }
