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
from hotseat.reference.rules import Reading
from hotseat.reference.verdict import Outcome
from hotseat.reference.witness_stand import START_SECONDS, MachineFault, Observed

ENTRY = "hotseat.reference.examiner:serve"
LIMITS = Limits(memory=4096, cpu_seconds=600)
SECONDS = 60.0
"""How long making cases or comparing may take."""
_HERE = Path(__file__).parent


class QuestionFault(Exception):
    """The question's checks or its reference are at fault; the message says how."""


@dataclass(frozen=True)
class Speed:
    """A bound on time: at most ``at_most`` times what ``of`` takes."""

    at_most: float
    of: str
    repeats: int


@dataclass(frozen=True)
class Growth:
    """A bound on how time grows: at most like n to the power of ``at_most``, measured from ``n`` to ``largest``."""

    at_most: float
    n: int
    largest: int
    repeats: int


@dataclass(frozen=True)
class Listed:
    """A check as the judge sees it: everything but its code."""

    name: str
    function: str | None
    observer: str | None
    visible: bool
    weight: float
    seconds: float | None
    speed: Speed | None
    growth: Growth | None


@dataclass(frozen=True)
class Plan:
    """All checks of a question, and the source of the observers."""

    checks: tuple[Listed, ...]
    observers: str


@dataclass
class ExaminerDesk:
    """One examiner. Always :meth:`close` it."""

    nursery: Nursery
    source: str
    file: str
    _child: Child | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _expected: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])

    async def open(self) -> Plan:
        """Starts the examiner and loads the checks. Raises QuestionFault, MachineFault and NurseryFault."""
        self._child = await self.nursery.child(ENTRY, LIMITS, readable=[_HERE])
        try:
            ready = await self._child.receive(asyncio.get_running_loop().time() + START_SECONDS)
        except (DeadlineReached, ChildEnded, Garbled) as error:
            raise MachineFault(f"the sandbox did not start: {error}") from None
        if ready.get("said") != "ready":
            raise MachineFault("the sandbox did not start as it should")
        message = await self._ask({"do": "load", "source": self.source, "file": self.file}, "loaded")
        listed = cast("list[dict[str, Any]]", message["checks"])
        return Plan(tuple(_listed(check) for check in listed), str(message["observers"]))

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
        spans = [(int(first), int(last)) for first, last in message["tests"]]
        return Reading(tuple(str(sentence) for sentence in message["broken"]), tuple(spans))

    @property
    def alive(self) -> bool:
        """Whether its process runs."""
        return self._child is not None and self._child.alive

    async def cases(self, check: int, seed: int, turn: int, size: int = 0) -> list[bytes]:
        """The cases of a check; ``turn`` 0 is judged, later ones are timed, where growth is, with inputs of ``size``."""
        message = await self._ask({"do": "cases", "check": check, "seed": seed, "round": turn, "size": size}, "cases")
        return cast("list[bytes]", message["cases"])

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
        outcome = outcomes.get(message["outcome"])
        if outcome is None:
            raise QuestionFault("its checks gave an outcome that is none")
        return outcome, str(message["message"])

    async def tell(self, check: int, seed: int, turn: int, case: int, size: int = 0) -> str:
        """Which case it was, in words the candidate may read."""
        request: Message = {"do": "tell", "check": check, "seed": seed, "round": turn, "size": size, "case": case}
        return str((await self._ask(request, "told"))["message"])

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
        if message.get("said") == "fault":
            raise QuestionFault(str(message.get("message")))
        if message.get("said") != said:
            raise QuestionFault("its checks wrote into the judge's own channel")
        return message


def _listed(check: dict[str, Any]) -> Listed:
    speed, growth = check["speed"], check["growth"]
    return Listed(
        check["name"],
        check["function"],
        check["observer"],
        check["visible"],
        check["weight"],
        check["seconds"],
        None if speed is None else Speed(*speed),
        None if growth is None else Growth(*growth),
    )
