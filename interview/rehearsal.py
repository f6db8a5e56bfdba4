"""Scripted candidates: whole interviews without a screen, under a clock that only the script moves.

The engine, the kernel and the judge are the real ones; only the candidate and the time are not. What a candidate does is
data (``question_bank/candidates``); what they say is made from the question itself.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from random import Random
from typing import Protocol

from hotseat.interview import commands as c
from hotseat.interview.cells import split
from hotseat.interview.interviewer import PATIENCE
from hotseat.interview.rehearsed_words import Words
from hotseat.interview.state import ADD, QuestionState, State
from hotseat.question_bank.interview_model import Candidate, TeamFact

STEP = 15.0
"""Virtual seconds between two ticks while the candidate works."""
NOTICES = 12.0
"""Virtual seconds until a dead kernel is noticed."""
MOST_STEPS = 4_000
"""A rehearsal that takes more steps than this has gone round in circles."""
MOST_TRIES = 3
"""Submissions of one question, at most."""

_DEFINES = ast.FunctionDef | ast.ClassDef
_ASSERT = re.compile(r"^\s*assert ", re.MULTILINE)


class Stage(Protocol):
    """Where a candidate sits: the engine, or the pure core alone."""

    @property
    def state(self) -> State: ...

    async def do(self, command: c.Command) -> c.Refusal | None: ...

    async def settle(self, *, everything: bool = False) -> None: ...


class Script(Protocol):
    """Where a scripted candidate takes code from."""

    def right(self, question: str) -> str:
        """Code that should pass."""
        ...

    def wrong(self, question: str) -> str:
        """Code with a known fault, or an empty text where there is none."""
        ...


class VirtualClock:
    """A monotonic clock that stands still until it is moved."""

    def __init__(self) -> None:
        self._seconds = 0.0

    def __call__(self) -> float:
        return self._seconds

    def advance(self, seconds: float) -> None:
        self._seconds += max(0.0, seconds)


class Rehearsal:
    """One scripted candidate in one session."""

    def __init__(
        self,
        engine: Stage,
        clock: VirtualClock,
        candidate: Candidate,
        script: Script,
        seed: int,
        progress: Callable[[State], None] = lambda state: None,
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._who = candidate
        self._script = script
        self._random = Random(seed)
        self._progress = progress
        self._answered: set[tuple[str, str]] = set()
        self._coded: dict[str, int] = {}
        self._words = Words(candidate, Random(f"{seed}:words"))
        self._aside: set[str] = set()
        self._dead = False

    async def play(self) -> State:
        """Sit the interview to its end, or to where this candidate walks away; returns the last state."""
        for _ in range(MOST_STEPS):
            state = self._engine.state
            if state.ended:
                return state
            self._progress(state)
            if self._who.leaves_after < 1 and state.at >= self._who.leaves_after * state.plan.seconds:
                await self._do(c.Leave())
                continue
            await self._step(state)
        raise RuntimeError(f"The rehearsal of {self._who.id} did not come to an end.")

    async def _step(self, state: State) -> None:
        planned = state.planned
        if planned is None:
            await self._pass(STEP)
        elif planned.kind == "opening":
            await self._pass(20 * self._who.pace)
            await self._say("Thank you, I am ready.")
        elif planned.kind == "closing":
            await self._close(state)
        elif state.open_question is None:
            await self._pass(STEP)
        elif not state.open_question.question.in_words and state.open_question.thread == "main":
            await self._code(state.open_question)
        else:
            await self._answer(state.open_question)

    async def _answer(self, there: QuestionState) -> None:
        name, thread = there.question.id, there.thread
        if (name, thread) in self._answered:
            await self._pass(PATIENCE + 1)
            if self._stuck(name, thread):
                await self._do(c.Next())
            return
        self._answered.add((name, thread))
        if thread == ADD:
            await self._pass(self._random.uniform(6, 15) * self._who.pace)
            await self._say(self._words.added())
            await self._pass(PATIENCE + 1)
            return
        if thread == "main":
            await self._clarify(there, at_most=min(1, self._who.clarifies))
            await self._hints(there)
        await self._pass(self._random.uniform(45, 90) * self._who.pace)
        for message in self._words.answer(there, thread):
            await self._say(message)
            await self._pass(4)
        await self._pass(PATIENCE + 1)

    def _stuck(self, name: str, thread: str) -> bool:
        """Asked the same and silent for a while: a person would move on."""
        state = self._engine.state
        return state.current == name and state.questions[name].thread == thread and state.at - state.last_said_at > 60

    async def _clarify(self, there: QuestionState, at_most: int) -> None:
        known = there.question.clarifications[:at_most]
        if self._who.asks_aside and there.question.id not in self._aside:
            self._aside.add(there.question.id)
            for asked in self._words.aside(there):
                await self._pass(10 * self._who.pace)
                await self._say(asked)
        if len(known) > 1:
            await self._pass(12 * self._who.pace)
            await self._say(f"{known[0].asks[0]} {known[1].asks[0]}")
            known = known[2:]
        for clarification in known:
            await self._pass(12 * self._who.pace)
            await self._say(clarification.asks[0])

    async def _hints(self, there: QuestionState) -> None:
        for rung in range(min(self._who.hints, len(there.question.hints))):
            await self._pass(30 * self._who.pace)
            await self._say(self._words.asks_for_hint(first=rung == 0))

    async def _code(self, there: QuestionState) -> None:
        name = there.question.id
        tries = self._coded.get(name, 0)
        if self._who.code == "nothing" or tries >= self._most_tries() or there.last_verdict == "pass":
            await self._pass(STEP)
            there = self._engine.state.questions[name]
            if self._engine.state.current == name and tries and there.last_verdict != "pass":
                await self._say(self._words.leaves_it())
                await self._pass(PATIENCE)
                if self._engine.state.current == name:
                    await self._do(c.Next())
            return
        self._coded[name] = tries + 1
        if tries == 0:
            if self._random.random() < self._who.openness:
                await self._clarify(there, self._who.clarifies)
                await self._aloud(there)
            await self._hints(there)
        elif self._who.admits:
            await self._say(self._words.admission())
        code = self._attempt(there, tries)
        minutes = there.question.minutes * self._random.uniform(0.25, 0.4) * self._who.pace
        await self._write(there, code, minutes * 60)
        if not self._works_on(name):
            return
        await self._do(c.Submit())
        await self._engine.settle(everything=True)
        await self._pass(PATIENCE + 1)

    def _works_on(self, name: str) -> bool:
        return self._engine.state.current == name and not self._engine.state.ended

    def _most_tries(self) -> int:
        return {"right": 1, "wrong-then-right": MOST_TRIES - 1, "wrong": 1, "starter": 1, "nothing": 0}[self._who.code]

    def _attempt(self, there: QuestionState, tries: int) -> str:
        name = there.question.id
        if self._who.code == "starter":
            return there.code
        wrong = self._who.code == "wrong" or (self._who.code == "wrong-then-right" and tries == 0)
        return (self._script.wrong(name) if wrong else "") or self._script.right(name)

    async def _write(self, there: QuestionState, code: str, seconds: float) -> None:
        """Type the code in two strokes, with a run after each where this candidate runs cells."""
        name = there.question.id
        first = _first_half(code)
        await self._work(name, seconds * 0.3)
        if self._works_on(name) and first:
            await self._type(name, first)
        await self._work(name, seconds * 0.35)
        if not self._works_on(name):
            return
        tests = _tests(self._engine.state.starters.get(name, ""), code) if self._who.own_tests else ""
        await self._type(name, code + tests)
        await self._work(name, seconds * 0.35)

    async def _type(self, name: str, code: str) -> None:
        await self._do(c.Edit(code))
        if self._who.runs_cells and self._works_on(name):
            await self._run(name)

    async def _run(self, name: str) -> None:
        if self._engine.state.kernel == "dead":
            if not self._who.recovers:
                return
            await self._do(c.RestartKernel())
            await self._engine.settle()
        written = self._engine.state.questions[name].code
        await self._do(c.RunCells(tuple(range(len(split(written))))))
        await self._engine.settle()
        await self._pass(10)

    async def _work(self, name: str, seconds: float) -> None:
        """Let time go by at the keyboard; what is asked meanwhile is answered, and a dead kernel is seen to."""
        left = seconds
        while left > 0 and self._works_on(name):
            await self._pass(min(STEP, left))
            left -= STEP
            if self._works_on(name):
                await self._interrupted(name)

    async def _interrupted(self, name: str) -> None:
        there = self._engine.state.questions[name]
        for _ in range(20):
            if there.thread == "main" or not self._works_on(name):
                break
            await self._answer(there)
            there = self._engine.state.questions[name]
        if self._engine.state.kernel == "dead" and self._who.runs_cells and not self._dead:
            self._dead = True
            await self._pass(NOTICES * self._who.pace)
            if not self._works_on(name):
                return
            if self._who.thinks_aloud:
                await self._say(self._words.kernel_died())
            await self._pass(10)
            await self._run(name)

    async def _aloud(self, there: QuestionState) -> None:
        if not self._who.thinks_aloud:
            return
        for message in self._words.aloud(there):
            await self._pass(20 * self._who.pace)
            await self._say(message)

    async def _close(self, state: State) -> None:
        asked = len(state.own_questions)
        facts = _spread(state.team.facts) if state.team else []
        await self._pass(25 * self._who.pace)
        if self._engine.state.ended:
            return
        if asked < min(self._who.own_questions, len(facts)):
            both = asked == 0 and self._who.own_questions >= 3 and len(facts) > 1
            await self._say(" ".join(self._random.choice(f.asks) for f in facts[asked : asked + 1 + both]))
        else:
            await self._say(self._words.no_questions())

    async def _say(self, text: str) -> None:
        if not self._engine.state.ended:
            await self._do(c.Say(text))
            await self._engine.settle()

    async def _do(self, command: c.Command) -> None:
        await self._engine.do(command)

    async def _pass(self, seconds: float) -> None:
        """Let virtual time go by, with the ticks the app would give."""
        left = seconds
        while left > 0 and not self._engine.state.ended:
            step = min(STEP, left)
            self._clock.advance(step)
            left -= step
            await self._engine.do(c.Tick())
            await self._engine.settle()


def _first_half(code: str) -> str:
    """The first half of the code's top-level statements; empty where there are fewer than two."""
    try:
        body = ast.parse(code).body
    except SyntaxError:
        return ""
    if len(body) < 2:
        return ""
    last = body[max(1, len(body) // 2) - 1].end_lineno or 0
    return "\n".join(code.split("\n")[:last]) + "\n"


def _tests(starter: str, code: str) -> str:
    """The cells of a starter that test, with the helpers they need and ``code`` lacks: who tests keeps those that are given."""
    cells = [cell.code.strip() for cell in split(starter) if _ASSERT.search(cell.code)]
    known = {node.name for node in ast.parse(code).body if isinstance(node, _DEFINES)}
    helpers = [n for n in ast.parse(starter).body if isinstance(n, _DEFINES) and n.name not in known]
    tested = "\n".join(cells)
    needed = [ast.unparse(n) for n in helpers if n.name in tested and f"def {n.name}(" not in tested]
    return "".join(f"\n\n# %%\n{part}\n" for part in (*needed, *cells))


def _spread(facts: tuple[TeamFact, ...]) -> list[TeamFact]:
    """The facts with the groups taking turns."""
    groups = ("technical", "business", "team")
    rows = [[f for f in facts if f.group == g] for g in groups]
    return [row[i] for i in range(max(map(len, rows))) for row in rows if i < len(row)]
