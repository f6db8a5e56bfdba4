"""The app on a stage: the real screens and the real engine, over a service whose kernel, judge and reader are fakes."""

from __future__ import annotations

import contextlib
import io
import traceback
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from support.engine_fakes import MemoryCases
from support.interview_fakes import CODE, MIND, TALK, started

from hotseat.front.attempt_words import AttemptLine, Tried
from hotseat.front.chart_words import Charts
from hotseat.front.elsewhere import Onlook
from hotseat.front.kept import Kept
from hotseat.front.pack_preview import FindingLine, PackLine, PackView
from hotseat.front.past import HitLine, Past
from hotseat.front.plan_view import NO_DATE, PlanDay, PlanView
from hotseat.front.service import (
    FIRST_STEPS,
    AgendaLine,
    Desk,
    FigureLine,
    NeedsTrust,
    Overview,
    PersonaLine,
    QuestionLine,
    ReferenceLine,
    SessionLine,
    Trouble,
)
from hotseat.interview.clock import InterviewClock
from hotseat.interview.commands import Command, Refusal
from hotseat.interview.decide import decide
from hotseat.interview.effects import Effects
from hotseat.interview.engine import Engine
from hotseat.interview.events import Recorded, SessionStarted, VerdictContested
from hotseat.interview.evolve import evolve
from hotseat.interview.ports import OnCheck
from hotseat.interview.state import State
from hotseat.question_bank.bank import load_bank
from hotseat.question_bank.model import Question, RubricPoint
from hotseat.reference.builtin import first_steps_pack
from hotseat.review.attempts import Comparison, attempted, compare
from hotseat.review.peers import PeerScores
from hotseat.review.readiness import Readiness, Reason
from hotseat.review.replay_recording import Recording

WALL = "2030-01-01T09:00:00+00:00"


@dataclass(frozen=True)
class FakeEnding:
    kind: str
    sentence: str = ""
    count: int | None = None


@dataclass
class FakeRunner:
    """Runs code in this process; good enough for the cells of these tests."""

    names: dict[str, Any] = field(default_factory=dict[str, Any])
    count: int = 0
    statuses: Callable[[str, str], None] | None = None
    interrupted: int = 0
    restarted: int = 0

    async def prepare(self, code: str) -> FakeEnding:
        exec(code, self.names)
        return FakeEnding("finished", "Done.")

    def whole_output(self, file: str) -> str:
        return ""

    async def start(
        self, on_status: Callable[[str, str], None], on_background: Callable[[Mapping[str, Any]], None]
    ) -> None:
        self.statuses = on_status
        on_status("ready", "")

    async def run(
        self,
        code: str,
        on_output: Callable[[Mapping[str, Any]], None],
        ask_input: Callable[[str, bool], Awaitable[str | None]],
    ) -> FakeEnding:
        self.count += 1
        if code.startswith("ask "):
            line = await ask_input(code[4:], False)
            on_output({"kind": "stream", "name": "stdout", "text": f"got {line}\n"})
            return FakeEnding("finished", "Done.", self.count)
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed):
                exec(code, self.names)
        except Exception as fault:
            on_output({"kind": "stream", "name": "stdout", "text": printed.getvalue()})
            told = traceback.format_exception_only(fault)[-1].strip()
            on_output(
                {
                    "kind": "failure",
                    "name": type(fault).__name__,
                    "message": str(fault),
                    "traceback": f"\x1b[31mTraceback\x1b[0m\n{told}",
                    "line": traceback.extract_tb(fault.__traceback__)[-1].lineno,
                }
            )
            return FakeEnding("failed", told, self.count)
        if printed.getvalue():
            on_output({"kind": "stream", "name": "stdout", "text": printed.getvalue()})
        return FakeEnding("finished", "Done.", self.count)

    async def holds(self, names: Sequence[str], packages: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
        return frozenset(n for n in names if n in self.names), frozenset()

    async def interrupt(self) -> None:
        self.interrupted += 1

    async def restart(self) -> None:
        self.restarted += 1
        self.names.clear()
        if self.statuses:
            self.statuses("ready", "")

    async def stop(self) -> None:
        return None


class FakeJudge:
    """Passes code that holds ``return 2``, and says of any other which check it fails."""

    async def warm(self, question: Question) -> None:
        return None

    async def judge(self, question: Question, code: str, on_check: OnCheck) -> Mapping[str, Any]:
        good = "return 2" in code
        checks = [
            {"name": "two gives four", "outcome": "passed", "message": "", "seconds": 0.12, "hidden": False},
            {
                "name": "zero stays zero",
                "outcome": "passed" if good else "failed",
                "message": "" if good else "For double(0) we expected 0; your code gave 1.",
                "seconds": 0.01,
                "hidden": False,
            },
            {
                "name": "large numbers",
                "outcome": "passed" if good else "timeout",
                "message": "" if good else "It took longer than 5 s. Think of large inputs.",
                "seconds": 0.0 if good else 5.0,
                "hidden": True,
            },
            {
                "name": "input is left alone",
                "outcome": "passed" if good else "not-run",
                "message": "",
                "seconds": 0.0,
                "hidden": True,
            },
        ]
        return {
            "question": question.id,
            "verdict": "pass" if good else "fail",
            "reason": "All checks hold." if good else "1 of 4 checks does not hold.",
            "score": 1.0 if good else 0.5,
            "seconds": 0.2,
            "checks": checks,
            "seed": 3,
            "notes": [],
        }

    async def try_own_tests(self, question: Question, code: str) -> Mapping[str, Any] | None:
        return None

    async def close(self) -> None:
        return None


class FakeReader:
    """A point is covered when the answer holds its first long word."""

    def read(
        self, prompt: str, model_answer: str | None, points: Sequence[RubricPoint], answer: str
    ) -> tuple[float, tuple[Mapping[str, Any], ...]]:
        read: list[Mapping[str, Any]] = []
        for point in points:
            key = next(w for w in point.text.lower().split() if len(w) > 4)
            on = key in answer.lower()
            read.append(
                {
                    "id": point.id,
                    "covered": on,
                    "contradicted": False,
                    "unclear": False,
                    "probability": 0.9 if on else 0.1,
                    "evidence": answer[:60] if on else "",
                }
            )
        covered = sum(bool(p["covered"]) for p in read)
        return covered / max(len(read), 1), tuple(read)


class FakeAnswers:
    def solution(self, question: str) -> str:
        return "def double(x):\n    return 2 * x\n"


class Memory:
    """A journal without a disk; it can be told to fail."""

    def __init__(self) -> None:
        self.records: list[dict[str, Any]] = []
        self.fault = ""
        self.closed = False

    def append(self, records: list[dict[str, Any]], *, sync: bool) -> None:
        if self.fault:
            raise OSError(self.fault)
        self.records += records

    def check(self) -> str:
        if self.fault:
            raise OSError(self.fault)
        return ""

    def close(self) -> None:
        self.closed = True


class Hand:
    """A clock that only the test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


AGENDAS = (AgendaLine("two-hour", "Two hours", 120), AgendaLine("half-hour", "Half an hour", 30))
PERSONAS = (PersonaLine("warm", "Mara Lind", "Friendly and patient"), PersonaLine("brisk", "Tomas Reuter", "Short"))
TODAY = date(2030, 1, 1)
NO_PLAN = PlanView(
    NO_DATE,
    Readiness(
        "not enough evidence", (Reason("0 mocks in the last 60 days; at least 3 are needed to say anything.", False),)
    ),
    PlanDay(TODAY, "Tue 1 Jan 2030, today", ()),
    (),
    "",
    (),
    "",
)
OVERVIEW = Overview(questions=46, topics=11, agendas=AGENDAS, personas=PERSONAS)


@dataclass
class Stage:
    """A service over fakes."""

    questions_: tuple[Question, ...] = (TALK, CODE)
    journal: Memory = field(default_factory=Memory)
    runner: FakeRunner = field(default_factory=FakeRunner)
    hand: Hand = field(default_factory=Hand)
    overview_: Overview = OVERVIEW
    sessions_: tuple[SessionLine, ...] = ()
    hits_: tuple[HitLine, ...] = ()
    """What there is to be found in the sessions."""
    tried_: tuple[Tried, ...] = ()
    charts_: Charts = field(default_factory=Charts)
    states: dict[str, State] = field(default_factory=dict[str, State])
    recordings: dict[str, Recording] = field(default_factory=dict[str, Recording])
    references: dict[str, ReferenceLine] = field(default_factory=dict[str, ReferenceLine])
    trouble: str = ""
    calls: list[str] = field(default_factory=list[str])
    peers_: Sequence[PeerScores] = ()
    looked_back: list[Command] = field(default_factory=list[Command])
    """What was added to sessions that nobody sits."""
    engine: Engine | None = None
    desk_: Desk | None = None
    kept: Kept = field(default_factory=lambda: Kept(welcomed=True))
    persona: str = "warm"
    reading: str = ""
    reading_past: str = ""
    asks_guess: bool = False
    plan_: PlanView = NO_PLAN
    packs_: tuple[PackLine, ...] = ()
    view_: PackView | None = None
    """The pack that is looked at."""
    tried_out: tuple[FindingLine, ...] = ()
    """What running a question's code shows."""

    async def overview(self) -> Overview:
        self.calls.append("overview")
        return self.overview_

    async def glance(self) -> Sequence[QuestionLine]:
        return ()

    async def questions(self) -> Sequence[QuestionLine]:
        return [QuestionLine(q.id, q.title, q.kind, q.topic, q.level, q.minutes) for q in self.questions_]

    async def past(self, typed: str = "", first: int = 0, count: int = 100, *, typing: bool = False) -> Past:
        self.calls.append(f"past {typed}".strip())
        words = typed.lower().split()
        fit = [s for s in self.sessions_ if all(w in f"{s.title} {s.mode} {s.result}".lower() for w in words)]
        hits = tuple(h for h in self.hits_ if words and all(w in h.text.lower() for w in words))
        return Past(len(fit), tuple(fit[first : first + count]), hits if first == 0 else ())

    async def look_over(self) -> bool:
        return False

    async def session(self, session: str) -> SessionLine | None:
        return next((s for s in self.sessions_ if s.id == session), None)

    async def tried(self, session: str) -> Sequence[Tried]:
        return self.tried_

    async def attempts(self, question: str) -> Sequence[AttemptLine]:
        return [AttemptLine(s, state.started_wall[:16], "pass") for s, state in self.states.items()]

    async def comparison(self, question: str, one: str, other: str) -> Comparison:
        found = [attempted(self.states[session], question) for session in (one, other)]
        if found[0] is None or found[1] is None:
            raise Trouble("It was not asked there.")
        return compare(found[0], found[1])

    async def charts(self) -> Charts:
        return self.charts_

    async def warm(self) -> None:
        self.calls.append("warm")

    async def begin(self, first: SessionStarted) -> Engine:
        """A session over the fakes, begun."""
        if self.trouble:
            raise Trouble(self.trouble)
        effects = Effects(self.runner, FakeJudge(), FakeReader(), FakeAnswers(), MemoryCases())
        engine = Engine(self.journal, effects, MIND, InterviewClock(self.hand), wall=lambda: WALL)
        await engine.begin(first)
        self.engine = engine
        return engine

    async def plan(self) -> PlanView:
        if self.trouble:
            raise Trouble(self.trouble)
        return self.plan_

    async def set_plan(self, interview_on: str, minutes: int | None) -> PlanView:
        self.calls.append(f"plan until {interview_on or '-'} with {minutes or '-'}")
        return await self.plan()

    async def forget_plan(self) -> PlanView:
        self.calls.append("forget the plan")
        return await self.plan()

    async def start_interview(self, agenda: str, *, final: bool = False) -> Engine:
        self.calls.append(f"interview {agenda}{' final' if final else ''}")
        return await self.begin(started(questions=self.questions_))

    async def start_practice(self, question: str | None) -> Engine:
        self.calls.append(f"practice {question}")
        chosen = [q for q in self.questions_ if q.id == (question or self.questions_[0].id)]
        return await self.begin(started("practice", questions=chosen))

    async def start_first_steps(self) -> Engine:
        self.calls.append("first steps")
        steps = load_bank([first_steps_pack()], []).questions[FIRST_STEPS]
        first = started("practice", questions=[steps])
        return await self.begin(replace(first, starters={FIRST_STEPS: first_steps_pack().starter(FIRST_STEPS) or ""}))

    async def resume(self, session: str) -> Engine:
        self.calls.append(f"resume {session}")
        return await self.begin(started(questions=self.questions_))

    async def read(self, session: str) -> State:
        if session not in self.states:
            raise Trouble(f"There is no session {session!r}. The list shows those there are.")
        return self.states[session]

    async def recording(self, session: str) -> Recording:
        if session not in self.recordings:
            raise Trouble(f"{session!r} cannot be replayed: there is no such session.")
        return self.recordings[session]

    async def onlook(self, session: str, known: Recording | None) -> Onlook:
        return Onlook(await self.recording(session) if known is None else None)

    async def reference(self, session: str, question: str) -> ReferenceLine:
        self.calls.append(f"reference {session} {question}")
        if self.trouble:
            raise Trouble(self.trouble)
        return self.references.get(question, ReferenceLine("", "This question has no reference in code."))

    async def export(self, session: str, form: str = "md") -> Path:
        self.calls.append(f"export {session} {form}")
        return Path("/sessions") / f"{session}.{form}"

    async def peers(self, session: str) -> Sequence[PeerScores]:
        return self.peers_

    async def contest(self, session: str, question: str, reason: str) -> tuple[State, Path]:
        self.calls.append(f"contest {session} {question} {reason}")
        state = self.states[session]
        event = VerdictContested(state.questions[question].submissions[-1], reason, f"cases/{question}.json")
        self.states[session] = evolve(state, Recorded(state.seq + 1, state.at, WALL, event))
        return self.states[session], Path("/sessions") / session / event.file

    async def look_back(self, session: str, word: Command) -> State:
        self.looked_back.append(word)
        state = self.states[session]
        decision = decide(state, word, state.at, MIND)
        if isinstance(decision, Refusal):
            raise Trouble(decision.sentence)
        for event in decision:
            state = evolve(state, Recorded(state.seq + 1, state.at, WALL, event))
        self.states[session] = state
        return state

    async def figure(self, question: str, cell: str) -> FigureLine:
        self.calls.append(f"figure {question} {cell}")
        if self.trouble:
            raise Trouble(self.trouble)
        claim = next(e.claim for q in self.questions_ if q.id == question for e in q.evidence if e.id == cell)
        return FigureLine(claim, "3.14 \x1b[31m[bold]", True, "The claim holds. It took 0.2 s.")

    async def packs(self) -> Sequence[PackLine]:
        return self.packs_

    async def preview(self, folder: str) -> PackView:
        self.calls.append(f"preview {folder}")
        if self.view_ is None:
            raise Trouble(f"There is no pack in {folder}.")
        return self.view_

    async def preview_stamp(self, folder: str) -> str:
        return self.view_.stamp if self.view_ else ""

    async def try_out(self, folder: str, question: str, *, agreed: bool = False) -> Sequence[FindingLine]:
        self.calls.append(f"try {question}{' agreed' if agreed else ''}")
        if self.trouble and not agreed:
            raise NeedsTrust("acme", (self.trouble,))
        return self.tried_out

    def desk(self, session: str) -> Desk | None:
        return self.desk_

    @property
    def bracket_pairs(self) -> bool:
        return True

    async def keep(self, kept: Kept) -> None:
        self.kept = kept

    async def close(self) -> None:
        self.calls.append("close")


@dataclass
class Wary(Stage):
    """A service that wants a pack trusted before it begins a practice."""

    told: tuple[str, ...] = ("acme holds 1 question in code.", "Trust only what you know.")
    trusted: list[str] = field(default_factory=list[str])
    fault: str = ""

    async def start_practice(self, question: str | None) -> Engine:
        if not self.trusted:
            self.calls.append("asked")
            raise NeedsTrust("acme", self.told)
        return await super().start_practice(question)

    async def trust(self, pack: str) -> bool:
        if self.fault:
            raise Trouble(self.fault)
        self.trusted.append(pack)
        return True
