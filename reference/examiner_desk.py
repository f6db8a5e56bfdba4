"""The judge's end of an examiner: one question's checks, asked for cases and for comparisons.

Whatever goes wrong here is the question's fault or the machine's, never the submission's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from hotseat.kernels.channel import Message
from hotseat.kernels.child import Child, ChildEnded, DeadlineReached, Garbled
from hotseat.kernels.nursery import Nursery
from hotseat.kernels.sandbox import Limits
from hotseat.reference.plan import BadPlan, Growth, Listed, Plan, Speed, plan_of
from hotseat.reference.rules import Reading
from hotseat.reference.verdict import Outcome
from hotseat.reference.witness_stand import START_SECONDS, MachineFault, Observed

__all__ = ["ExaminerDesk", "Growth", "Listed", "Plan", "QuestionFault", "Speed"]

ENTRY = "hotseat.reference.examiner:serve"
LIMITS = Limits(memory=4096, cpu_seconds=600)
SECONDS = 60.0
"""How long making cases or comparing may take."""
MOST_TRIALS = 40
"""Trials that one examiner sees at most: its time on the processor and its memory are bounded over all of them."""
_HERE = Path(__file__).parent
_FORGED = "its checks wrote into the judge's own channel"


class QuestionFault(Exception):
    """The question's checks or its reference are at fault; the message says how."""


@dataclass
class ExaminerDesk:
    """One examiner. Always :meth:`close` it."""

    nursery: Nursery
    source: str
    file: str
    _child: Child | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _expected: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])
    _trials: int = 0
    _asking: bool = False
    """Whether an answer is awaited, or was when nobody waited for it any more."""

    async def open(self) -> Plan:
        """Starts the examiner if it does not run, and loads the checks anew, so that nothing of them stays from before.

        Raises QuestionFault, MachineFault and NurseryFault.
        """
        if not self.alive:
            await self._start()
        self._trials += 1
        self._expected.clear()
        message = await self._ask({"do": "load", "source": self.source, "file": self.file}, "loaded")
        try:
            return plan_of(message.get("checks"), message.get("observers"))
        except BadPlan as fault:
            raise QuestionFault(str(fault)) from None

    async def _start(self) -> None:
        self._child = await self.nursery.child(ENTRY, LIMITS, readable=[_HERE])
        try:
            ready = await self._child.receive(asyncio.get_running_loop().time() + START_SECONDS)
        except (DeadlineReached, ChildEnded, Garbled) as error:
            raise MachineFault(f"the sandbox did not start: {error}") from None
        if ready.get("said") != "ready":
            raise MachineFault("the sandbox did not start as it should")

    async def read_rules(
        self, source: str, functions: Sequence[str], no_loops: bool, forbidden: Sequence[str]
    ) -> Reading:
        """What the submission's source says about the rules."""
        request: Message = {
            "do": "rules",
            "source": source,
            "functions": list(functions),
            "no_loops": no_loops,
            "forbidden": list(forbidden),
        }
        message = await self._ask(request, "rules")
        broken = tuple(sentence for sentence in _list(message, "broken") if type(sentence) is str)
        rows = [row for row in _list(message, "tests") if type(row) is list and len(cast("list[Any]", row)) == 2]
        return Reading(broken, tuple((row[0], row[1]) for row in rows if type(row[0]) is type(row[1]) is int))

    @property
    def alive(self) -> bool:
        """Whether its process runs."""
        return self._child is not None and self._child.alive

    @property
    def idle(self) -> bool:
        """Whether it can see another trial: it runs, owes no answer, and has not seen too many."""
        return self.alive and not self._asking and self._trials < MOST_TRIALS

    async def cases(self, check: int, seed: int, turn: int, size: int = 0) -> list[bytes]:
        """The cases of a check; ``turn`` 0 is judged, later ones are timed, where growth is, with inputs of ``size``."""
        message = await self._ask({"do": "cases", "check": check, "seed": seed, "round": turn, "size": size}, "cases")
        cases = _list(message, "cases")
        if not cases or any(type(case) is not bytes for case in cases):
            raise QuestionFault(_FORGED)
        return cast("list[bytes]", cases)

    async def expect(self, check: int, seed: int, want: Sequence[bytes]) -> None:
        """Lets the examiner read what the reference did, ahead of the comparison that is judged."""
        await self._ask({"do": "expect", "check": check, "seed": seed, "want": list(want)}, "expected")
        self._expected.add((check, seed))

    async def compare(
        self, check: int, seed: int, turn: int, got: Sequence[Observed], want: Sequence[bytes], size: int = 0
    ) -> tuple[Outcome, str]:
        """The outcome (passed, failed or error) and its message."""
        known = turn == 0 and size == 0 and (check, seed) in self._expected
        request: Message = {
            "do": "compare",
            "check": check,
            "seed": seed,
            "round": turn,
            "size": size,
            "got": [one.seen for one in got],
            "want": None if known else list(want),
            "seconds": [one.seconds for one in got],
        }
        self._expected.discard((check, seed))
        message = await self._ask(request, "compared")
        outcomes: dict[Any, Outcome] = {"passed": "passed", "failed": "failed", "error": "error"}
        told = message.get("outcome")
        if type(told) is not str or told not in outcomes:
            raise QuestionFault("its checks gave an outcome that is none")
        return outcomes[told], _told(message)

    async def tell(self, check: int, seed: int, turn: int, case: int, size: int = 0) -> str:
        """Which case it was, in words the candidate may read."""
        request: Message = {"do": "tell", "check": check, "seed": seed, "round": turn, "size": size, "case": case}
        return _told(await self._ask(request, "told"))

    def close(self) -> None:
        """Ends the examiner."""
        if self._child is not None:
            self._child.kill()
            self._child = None

    async def _ask(self, request: Message, said: str) -> Message:
        child = self._child
        if child is None:
            raise MachineFault("the examiner has ended")
        async with self._turn:
            self._asking = True
            try:
                message = await child.ask(request, asyncio.get_running_loop().time() + SECONDS)
            except DeadlineReached:
                raise QuestionFault(f"its checks did not end within {SECONDS:g} s") from None
            except ChildEnded as error:
                if error.ending.machine or error.ending.killed:
                    raise MachineFault(str(error)) from None
                raise QuestionFault(f"its checks ended their own process: {error}") from None
            except Garbled as error:
                raise QuestionFault(f"its checks wrote into the judge's own channel: {error}") from None
            self._asking = False
        if message.get("said") == "fault":
            raise QuestionFault(_told(message))
        if message.get("said") != said:
            raise QuestionFault(_FORGED)
        return message


@dataclass
class IdleExaminers:
    """Examiners whose trial has ended, kept for the next trials of the same question."""

    keeps: bool = True
    """Without it none is kept: each trial has one of its own."""
    _digest: str = ""
    """Of the question's files; see :class:`hotseat.reference.sides.Material`."""
    _desks: list[ExaminerDesk] = field(default_factory=list[ExaminerDesk])

    def take(self, digest: str) -> ExaminerDesk | None:
        """One that has this question's checks, if there is any; those of another question end."""
        if digest != self._digest:
            self.close()
            self._digest = digest
        return self._desks.pop() if self._desks else None

    def give(self, digest: str, desk: ExaminerDesk) -> None:
        """Keeps one whose trial has ended, or ends it where it is of no more use."""
        if self.keeps and digest == self._digest and desk.idle:
            self._desks.append(desk)
        else:
            desk.close()

    def close(self) -> None:
        """Ends them."""
        while self._desks:
            self._desks.pop().close()


def _list(message: Message, key: str) -> list[Any]:
    found = message.get(key)
    if type(found) is not list:
        raise QuestionFault(_FORGED)
    return cast("list[Any]", found)


def _told(message: Message) -> str:
    found = message.get("message")
    if type(found) is not str:
        raise QuestionFault(_FORGED)
    return found
