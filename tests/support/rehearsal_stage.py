"""Whole rehearsals on the pure core: no engine, no processes; recorded verdicts of the real judge, the real reading."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from support.builtin_bank import builtin_bank

from hotseat.cli.drawing import interview_started
from hotseat.cli.wiring import RubricAssessor, WordEars
from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.interview.decide import decide
from hotseat.interview.evolve import evolve
from hotseat.interview.hearing import words
from hotseat.interview.interviewer import answer_text, rubric_thread
from hotseat.interview.own_tests import OwnTests
from hotseat.interview.rehearsal import Rehearsal, VirtualClock
from hotseat.interview.state import State
from hotseat.interview.turn import Mind
from hotseat.question_bank.bank import Bank
from hotseat.question_bank.draw import Wanted
from hotseat.question_bank.interview_model import Candidate
from hotseat.reference import rubric
from hotseat.voices.scripted import ScriptedVoice

RECORDED: dict[str, Any] = json.loads((Path(__file__).parent / "recorded_verdicts.json").read_text())
"""What the judge said of right and wrong code and of the starter, for twelve questions."""


def verdict_on(question: str, kind: str) -> dict[str, Any]:
    """The recorded verdict on such code, or where none is recorded one like most of them: of ten checks three are missed."""
    if found := RECORDED.get(f"{question}/{kind}"):
        return found
    missed, how = {"right": (0, ""), "wrong": (3, "failed"), "starter": (10, "error")}[kind]
    checks = [
        {
            "name": f"promise {n} of {question}",
            "outcome": how if n <= missed else "passed",
            "message": "Fails for a case of another kind." if n <= missed else "",
            "seconds": 0.0,
            "hidden": True,
        }
        for n in range(1, 11)
    ]
    told = f"{10 - missed} of 10 checks passed; the first that did not: “{checks[0]['name']}”."
    return {
        "question": question,
        "verdict": {"right": "pass", "wrong": "fail", "starter": "error"}[kind],
        "reason": "Every check passed." if not missed else told,
        "score": 1 - missed / 10,
        "seconds": 3.0,
        "checks": checks,
    }


@lru_cache(maxsize=1)
def bank() -> Bank:
    return builtin_bank()


# Interviews by the dozen go round the same rubrics, which the program itself has no reason to keep.
rubric._prepared = lru_cache(maxsize=512)(rubric._prepared.__wrapped__)  # pyright: ignore[reportPrivateUsage]


class _CachedAssessor:
    """The real reading; the same answer to the same points is read once."""

    def __init__(self) -> None:
        self._real = RubricAssessor()
        self._known: dict[Any, Any] = {}

    def read(self, prompt: str, model: str | None, points: Any, answer: str) -> Any:
        key = (prompt, tuple(p.id for p in points), answer)
        if key not in self._known:
            self._known[key] = self._real.read(prompt, model, points, answer)
        return self._known[key]


class _CachedEars:
    def __init__(self) -> None:
        self._real = WordEars()
        self._known: dict[Any, str | None] = {}

    def match(self, asked: str, ways: Any) -> str | None:
        key = (asked, tuple(name for name, _ in ways))
        if key not in self._known:
            self._known[key] = self._real.match(asked, ways)
        return self._known[key]


ASSESSOR, EARS = _CachedAssessor(), _CachedEars()


class Solutions:
    """Code whose verdict is on record, told by its first line."""

    def right(self, question: str) -> str:
        return f"kind = 'right'\n\n\ndef {bank().questions[question].functions[0]}():\n    pass\n"

    def wrong(self, question: str) -> str:
        return self.right(question).replace("right", "wrong")


class PureStage:
    """The pure core with what runs beside it answered at once."""

    def __init__(self, started: e.SessionStarted, clock: VirtualClock) -> None:
        self.clock = clock
        self.records: list[e.Recorded] = []
        self.own_lines: list[tuple[int, str]] = []
        self.state = State()
        self._mind = Mind(ScriptedVoice(bank().personas[started.persona]), EARS)
        self._take([started])
        self._send(c.Start())
        self._send(c.KernelReported("ready"))

    def _take(self, events: Any) -> None:
        for event in events:
            recorded = e.Recorded(self.state.seq + 1, round(self.clock(), 3), "2030-01-01T00:00:00+00:00", event)
            self.records.append(recorded)
            self.state = evolve(self.state, recorded)

    def _send(self, command: c.Command) -> c.Refusal | None:
        decision = decide(self.state, command, self.clock(), self._mind)
        if isinstance(decision, c.Refusal):
            return decision
        self._take(decision)
        for event in decision:
            self._beside(event)
        if isinstance(command, c.RestartKernel):
            self._send(c.KernelReported("ready"))
        return None

    def _beside(self, event: e.Event) -> None:
        match event:
            case e.CandidateSaid(act=act, question=str(name), thread=thread, told=told) if (
                act in ("answer", "aloud") or told
            ):
                self._read(name, thread)
            case e.CellRun(run=run):
                self._send(c.CellFinished(run, "finished", "Done.", 0.1, run))
            case e.IncidentHappened(kind="kernel-dies"):
                self._send(c.KernelReported("dead", "The kernel was killed."))
            case e.Submitted(submission=number, question=name, code=code):
                kind = "right" if "'right'" in code else "wrong" if "'wrong'" in code else "starter"
                self._send(c.VerdictArrived(number, name, verdict_on(name, kind)))
                tests = code.count("assert ")
                caught = 4 if tests and kind == "right" else 2 if tests else 0
                self._send(c.OwnTestsArrived(name, OwnTests(tests, 0, (), (), caught, 6, submission=number)))
            case _:
                pass

    def _read(self, name: str, thread: str) -> None:
        there = self.state.questions[name]
        own = there.follow_up(there.rubric_of(thread))
        text, points = answer_text(there, thread), there.points_of(thread)
        prompt, model = (own.prompt, own.model_answer) if own else (there.question.prompt, there.question.model_answer)
        score, rows = ASSESSOR.read(prompt, model, points, text) if points else (0.0, ())
        self._send(c.ReadingArrived(name, rubric_thread(there, thread), score, rows, words(text)))

    async def do(self, command: c.Command) -> c.Refusal | None:
        return self._send(command)

    async def settle(self, *, everything: bool = False) -> None:
        return None


def sit(who: Candidate | str, seed: int, *, agenda: str = "two-hour", persona: str = "warm") -> PureStage:
    """A candidate's whole interview."""
    candidate = bank().candidates[who] if isinstance(who, str) else who
    started = interview_started(bank(), agenda, seed=seed, minutes=None, wanted=Wanted(), persona=persona, seen=[])
    clock = VirtualClock()
    stage = PureStage(started, clock)
    asyncio.run(Rehearsal(stage, clock, candidate, Solutions(), seed).play())
    return stage


def scores(stage: PureStage) -> Mapping[str, float | None]:
    from hotseat.interview.scoring import debrief

    result = debrief(stage.state)
    return {**{s.id: s.score for s in result.competencies}, "overall": result.overall}
