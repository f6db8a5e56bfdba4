"""An engine with nothing real behind it: a journal in memory, a runner, a judge and an assessor that answer at once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from support.interview_fakes import MIND

from hotseat.interview.clock import InterviewClock
from hotseat.interview.effects import Effects
from hotseat.interview.engine import Engine
from hotseat.interview.ports import OnCheck
from hotseat.interview.rehearsal import VirtualClock
from hotseat.interview.state import State
from hotseat.question_bank.model import Question, RubricPoint


class MemoryJournal:
    """Keeps records as lines of JSON; can be told to fail."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.synced = 0
        self.fails = False
        self.closed = False

    def append(self, records: list[dict[str, Any]], *, sync: bool) -> None:
        if self.fails:
            raise OSError(28, "No space left on device")
        self.lines += [json.dumps(r) for r in records]
        if sync:
            self.synced = len(self.lines)

    def check(self) -> str:
        return ""

    def close(self) -> None:
        self.closed = True

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines]


@dataclass(frozen=True)
class Done:
    """A cell that ended."""

    sentence: str = "Done."
    count: int | None = 1
    kind: ClassVar[str] = "finished"


@dataclass(frozen=True)
class Broke(Done):
    sentence: str = "ValueError: no"
    kind: ClassVar[str] = "failed"


class EchoRunner:
    """Prints each cell's code back; a cell with ``boom`` in it fails, one with ``input`` asks for a line."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.restarted = 0
        self.crashed = 0

    async def prepare(self, code: str) -> Done:
        self.ran.append(code)
        return Broke() if "boom" in code else Done()

    def whole_output(self, file: str) -> str:
        return ""

    async def start(
        self, on_status: Callable[[str, str], None], on_background: Callable[[Mapping[str, Any]], None]
    ) -> None:
        self.tell = on_status
        on_status("ready", "")

    async def run(
        self,
        code: str,
        on_output: Callable[[Mapping[str, Any]], None],
        ask_input: Callable[[str, bool], Awaitable[str | None]],
    ) -> Done:
        self.ran.append(code)
        if "input" in code:
            line = await ask_input("name? ", False)
            on_output({"kind": "stream", "name": "stdout", "text": f"hello {line}\n"})
            return Done()
        on_output({"kind": "stream", "name": "stdout", "text": code})
        return Broke() if "boom" in code else Done()

    async def holds(self, names: Sequence[str], packages: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
        return frozenset(n for n in names if any(n in code for code in self.ran)), frozenset()

    async def interrupt(self) -> None:
        return None

    async def restart(self) -> None:
        self.restarted += 1
        self.tell("ready", "")

    async def crash(self) -> None:
        self.crashed += 1
        self.tell("dead", "The kernel was killed from outside.")

    async def stop(self) -> None:
        return None


class WordJudge:
    """Passes code that holds the word ``right``; breaks on code that holds ``crash``."""

    async def warm(self, question: Question) -> None:
        return None

    async def judge(self, question: Question, code: str, on_check: OnCheck) -> Mapping[str, Any]:
        if "crash" in code:
            raise RuntimeError("the judge broke")
        if "endless" in code:
            on_check({"name": "doubles", "outcome": "timeout"})
            await asyncio.Event().wait()
        good = "right" in code
        return {
            "question": question.id,
            "verdict": "pass" if good else "fail",
            "reason": "",
            "score": 1.0 if good else 0.0,
            "seconds": 0.01,
            "checks": [{"name": "holds", "outcome": "passed" if good else "failed", "message": "", "hidden": False}],
        }

    async def try_own_tests(self, question: Question, code: str) -> Mapping[str, Any] | None:
        """One test a line that begins with ``assert``; each catches one fault of four."""
        n = sum(row.startswith("assert") for row in code.splitlines())
        return {"tests": n, "of_starter": 0, "wrong_tests": [], "left_out": [], "caught": min(n, 4), "faults": 4}

    async def close(self) -> None:
        return None


class SubstringAssessor:
    """Covers a point when its first word stands in the answer."""

    def read(
        self, prompt: str, model_answer: str | None, points: Sequence[RubricPoint], answer: str
    ) -> tuple[float, tuple[Mapping[str, Any], ...]]:
        hits = [p.text.split()[0].lower() in answer.lower() for p in points]
        rows = tuple(
            {
                "id": p.id,
                "covered": hit,
                "contradicted": False,
                "unclear": False,
                "probability": 0.9 if hit else 0.1,
                "evidence": answer if hit else "",
            }
            for p, hit in zip(points, hits, strict=True)
        )
        return sum(hits) / len(hits), rows


class MemoryCases:
    """Keeps cases in memory; can be told to fail."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}
        self.fails = False

    def keep(self, file: str, case: Mapping[str, Any]) -> None:
        if self.fails:
            raise OSError(28, "No space left on device")
        self.kept[file] = json.loads(json.dumps(case))

    def path(self, file: str) -> str:
        return f"/sessions/s1/{file}"


class NoAnswers:
    def solution(self, question: str) -> str:
        return "the reference"

    def right(self, question: str) -> str:
        return "# %%\nright = True\nprint(right)\n"

    def wrong(self, question: str) -> str:
        return "# %%\nwrong = True\nprint(wrong)\n"


@dataclass
class Bench:
    """An engine and the fakes behind it."""

    engine: Engine
    journal: MemoryJournal
    runner: EchoRunner
    clock: VirtualClock
    cases: MemoryCases


def bench(state: State | None = None, judge: WordJudge | None = None) -> Bench:
    """A fresh engine; nothing has begun."""
    journal, runner, clock, cases = MemoryJournal(), EchoRunner(), VirtualClock(), MemoryCases()
    effects = Effects(runner, judge or WordJudge(), SubstringAssessor(), NoAnswers(), cases)
    base = state.at if state else 0.0
    engine = Engine(journal, effects, MIND, InterviewClock(clock, base=base), state=state)
    return Bench(engine, journal, runner, clock, cases)
