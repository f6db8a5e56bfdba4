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
from hotseat.interview.engine import Engine
from hotseat.interview.interviewer import PATIENCE
from hotseat.interview.state import QuestionState, State
from hotseat.question_bank.model import Candidate, RubricPoint, TeamFact

STEP = 15.0
"""Virtual seconds between two ticks while the candidate works."""
MOST_STEPS = 4_000
"""A rehearsal that takes more steps than this has gone round in circles."""
MOST_TRIES = 3
"""Submissions of one question, at most."""

_DEFINES = ast.FunctionDef | ast.ClassDef
_ASSERT = re.compile(r"^\s*assert ", re.MULTILINE)
_ADMISSIONS = (
    "My mistake, that case slipped through. Let me fix it.",
    "Good catch, I got that wrong. I see the bug now.",
    "I was wrong there; I overlooked that input. Let me correct it.",
)
_SUGGESTIONS = (
    "Alternatively one could trade some accuracy for speed here; I would measure both before choosing.",
    "Another option would be a library call; I would weigh it against writing this by hand.",
    "We could also do this in one pass instead of two, at the price of readability.",
)
_VAGUE = (
    "It really depends on the situation, and I would look at the data first and then decide what is best.",
    "I would use best practices and make sure that everything is robust and scales well.",
    "In my experience this usually works out fine once the team agrees on it.",
)


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
        engine: Engine,
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
        self._used: set[str] = set()

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
        elif state.open_question.question.kind == "code" and state.open_question.thread == "main":
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
        if thread == "main":
            await self._clarify(there, at_most=min(1, self._who.clarifies))
            await self._hints(there)
        await self._pass(self._random.uniform(45, 90) * self._who.pace)
        await self._say(self._words(there, thread))
        if self._who.suggests and thread == "main":
            await self._say(self._fresh(_SUGGESTIONS))
        await self._pass(PATIENCE + 1)

    def _stuck(self, name: str, thread: str) -> bool:
        """Asked the same and silent for a while: a person would move on."""
        state = self._engine.state
        return state.current == name and state.questions[name].thread == thread and state.at - state.last_said_at > 60

    def _words(self, there: QuestionState, thread: str) -> str:
        follow_up = there.follow_up(thread)
        points = list(there.points_of(thread))
        model = follow_up.model_answer if follow_up else there.question.model_answer
        about = thread.partition(":")[2]
        if about:
            points = [p for p in points if p.id == about]
            model = " ".join(p.text for p in points)
        match self._who.answers:
            case "model":
                return model or " ".join(p.text for p in points) or self._fresh(_VAGUE)
            case "partial":
                return self._partly(points)
            case "keywords":
                return ", ".join(dict.fromkeys(word for p in points for word in _keywords(p)))
            case "vague":
                return self._fresh(_VAGUE)
            case "nothing":
                return "I don't know."

    def _partly(self, points: list[RubricPoint]) -> str:
        """The first points, in the candidate's plain words, and an honest word about the rest."""
        n = max(1, round(len(points) * self._who.coverage)) if self._who.coverage else 0
        told = " ".join(f"As far as I know, {_lower(p.text)}" for p in points[:n])
        rest = " I'm not sure about the rest." if self._who.admits and n < len(points) else ""
        return (told + rest).strip() or "I don't know."

    async def _clarify(self, there: QuestionState, at_most: int) -> None:
        for clarification in there.question.clarifications[:at_most]:
            await self._pass(12 * self._who.pace)
            await self._say(clarification.asks[0])

    async def _hints(self, there: QuestionState) -> None:
        for _ in range(min(self._who.hints, len(there.question.hints))):
            await self._pass(30 * self._who.pace)
            await self._do(c.AskHint())

    async def _code(self, there: QuestionState) -> None:
        name = there.question.id
        tries = self._coded.get(name, 0)
        if self._who.code == "nothing" or tries >= self._most_tries() or there.last_verdict == "pass":
            await self._pass(STEP)
            if (
                self._engine.state.current == name
                and tries
                and self._engine.state.questions[name].last_verdict != "pass"
            ):
                await self._do(c.Next())
            return
        self._coded[name] = tries + 1
        if tries == 0:
            await self._clarify(there, self._who.clarifies)
            await self._aloud(there)
            await self._hints(there)
        elif self._who.admits:
            await self._say(self._fresh(_ADMISSIONS))
        code = self._attempt(there, tries)
        minutes = there.question.minutes * self._random.uniform(0.25, 0.4) * self._who.pace
        await self._write(there, code, minutes * 60)
        if self._engine.state.current != name:
            return
        await self._do(c.Submit())
        await self._engine.settle(everything=True)
        await self._pass(PATIENCE + 1)

    def _most_tries(self) -> int:
        return {"right": 1, "wrong-then-right": MOST_TRIES - 1, "wrong": 1, "starter": 1, "nothing": 0}[self._who.code]

    def _attempt(self, there: QuestionState, tries: int) -> str:
        name = there.question.id
        if self._who.code == "starter":
            return there.code
        wrong = self._who.code == "wrong" or (self._who.code == "wrong-then-right" and tries == 0)
        return (self._script.wrong(name) if wrong else "") or self._script.right(name)

    async def _write(self, there: QuestionState, code: str, seconds: float) -> None:
        """Type the code in two strokes, with a run between them where this candidate runs cells."""
        half = code[: len(code) // 2].rpartition("\n")[0]
        await self._pass(seconds / 2)
        if self._engine.state.current == there.question.id and half:
            await self._do(c.Edit(half))
        await self._pass(seconds / 2)
        if self._engine.state.current != there.question.id:
            return
        await self._do(
            c.Edit(
                code
                + (_tests(self._engine.state.starters.get(there.question.id, ""), code) if self._who.own_tests else "")
            )
        )
        if self._who.runs_cells:
            for _ in range(2):
                written = self._engine.state.questions[there.question.id].code
                await self._do(c.RunCells(tuple(range(len(split(written))))))
                await self._engine.settle()
                await self._pass(10)

    async def _aloud(self, there: QuestionState) -> None:
        if not self._who.thinks_aloud:
            return
        model = there.question.model_answer or "I start with the simplest case and go on from there."
        sentences = re.split(r"(?<=[.])\s+", model.strip())
        half = max(1, len(sentences) // 2)
        for part in (sentences[:half], sentences[half:]):
            if part:
                await self._pass(20 * self._who.pace)
                await self._say("Let me think aloud. " + " ".join(part) if part is sentences[:half] else " ".join(part))
        if self._who.suggests:
            await self._say(self._fresh(_SUGGESTIONS))

    async def _close(self, state: State) -> None:
        asked = len(state.own_questions)
        facts = _spread(state.team.facts) if state.team else []
        await self._pass(25 * self._who.pace)
        if self._engine.state.ended:
            return
        if asked < min(self._who.own_questions, len(facts)):
            await self._say(facts[asked].asks[0])
        else:
            await self._say("That's all from my side, thank you.")

    def _fresh(self, sentences: tuple[str, ...]) -> str:
        free = [s for s in sentences if s not in self._used] or list(sentences)
        chosen = self._random.choice(free)
        self._used.add(chosen)
        return chosen

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


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:] if len(sentence) > 1 and sentence[1].islower() else sentence


def _keywords(point: RubricPoint) -> list[str]:
    """The long words of a point and of its phrases: what somebody would list who has no sentence to say."""
    return [w.lower() for text in (point.text, *point.phrases) for w in re.findall(r"[\w-]{6,}", text)]
