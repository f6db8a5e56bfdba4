"""The second seat in lines: all that happens in somebody's session, and what is said and marked from there."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hotseat import harmless
from hotseat.front import views
from hotseat.front.seat_wire import VERSION, decode, encode
from hotseat.front.times import clock
from hotseat.interview import events as e
from hotseat.interview.evolve import evolve
from hotseat.interview.state import QuestionState, State
from hotseat.plain import words
from hotseat.plain.console import Console, Woken
from hotseat.plain.markdown import spoken_text
from hotseat.plain.printed import Printed, ending
from hotseat.plain.ranges import NoRange, asked_for
from hotseat.plain.times import now_told, opened, warned
from hotseat.plain.verdict import verdict_rows
from hotseat.plain.words import Word

PROMPT = "Seat: "
HOW = "What you type is said to the candidate. /mark, /code, /points, /model, /time and /help are for you alone."
MOST_TURNS = 6
"""Turns of the talk that are told on the way in."""
PARTING = 5.0
"""Seconds that the other side has to take in what was typed before the seat was left."""
OK, REFUSED = 0, 3
WORDS = (
    Word(
        "mark",
        "COMPETENCY SCORE [NOTE]",
        "Mark a competency, or the whole with overall; the last mark counts.",
        ("score",),
    ),
    Word("points", "", "Hear what an answer should cover, and what has been covered.", ("rubric",)),
    Word("model", "", "Hear the model answer.", ("answer",)),
    Word("code", "[N-M]", "Hear the candidate's code as it is, or those lines.", ("show",)),
    Word("draft", "", "Hear what stands in the candidate's answer box, not sent yet."),
    Word("said", "[N]", "Hear the last turns of the conversation again, or the last N.", ("talk",)),
    Word("time", "", "Hear how much time is left.", ("clock",)),
    Word("help", "", "Hear these words.", ("h", "words")),
    Word("quit", "", "Leave the seat; the candidate goes on.", ("leave", "exit", "bye")),
)


class Seat:
    """Sits in the second seat until it is left, or the session is closed."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, console: Console, name: str) -> None:
        self._reader, self._writer, self._console, self._name = reader, writer, console, name
        self._state = State()
        self._runs: dict[int, Printed] = {}
        self._live = asyncio.Event()
        """Whether what came before has been told."""
        self._from = 0
        """The record from which on what happens is told."""
        self._titles: Mapping[str, str] = {}
        self._scores: tuple[str, ...] = ()
        self._unanswered = 0
        """How much of what was said and marked waits for the other side's word."""
        self._answered = asyncio.Event()
        """Whether nothing waits for it."""
        self._answered.set()

    async def run(self) -> int:
        """Sit; returns 0, or 3 where the seat was not given."""
        self._send(seat=VERSION, name=self._name)
        first = await self._next()
        if first is None or "welcome" not in first:
            self._note(str((first or {}).get("refused") or "The session was closed before the seat was given."))
            self._writer.close()
            return REFUSED
        self._from = int(first.get("from") or 0)
        self._titles = {str(k): harmless.line(str(v), 60) for k, v in dict(first.get("competencies") or {}).items()}
        self._scores = tuple(str(s) for s in first.get("scores") or ())
        told = asyncio.ensure_future(self._watch())
        typed = asyncio.ensure_future(self._type())
        try:
            await asyncio.wait({told, typed}, return_when=asyncio.FIRST_COMPLETED)
            if typed.done() and not typed.result():
                await told  # nothing more can be typed, but there is still something to see
            elif typed.done():
                await self._parting(told)
        finally:
            for task in (told, typed):
                task.cancel()
            self._writer.close()
        return OK

    async def _parting(self, told: asyncio.Future[None]) -> None:
        """Wait until what was said and marked last has come there: a line that is closed before loses it."""
        answered = asyncio.ensure_future(self._answered.wait())
        await asyncio.wait({told, answered}, timeout=PARTING, return_when=asyncio.FIRST_COMPLETED)
        answered.cancel()

    # What comes.

    async def _watch(self) -> None:
        while (what := await self._next()) is not None:
            if "record" in what:
                self._take(what["record"])
            elif "over" in what:
                self._note(
                    "The session is closed. You can still mark, until the candidate's program ends; /quit leaves."
                )
            elif "closed" in what:
                self._note(str(what["closed"]))
                return
            elif "refused" in what:
                self._answer_came()
                self._note(str(what["refused"]))
            elif "marked" in what:
                self._answer_came()
                about = str(what["marked"])
                note = f" Your note: {what.get('note')}" if what.get("note") else ""
                self._note(
                    f"{self._titles.get(about, 'The whole')} is marked {what.get('score') or 'with no score'}.{note}"
                )
            elif "said" in what:
                self._answer_came()
        self._note("The session was closed.")

    def _answer_came(self) -> None:
        self._unanswered = max(0, self._unanswered - 1)
        if not self._unanswered:
            self._answered.set()

    def _take(self, record: Any) -> None:
        try:
            recorded = e.from_record(record)
            self._state = evolve(self._state, recorded)
        except (LookupError, TypeError, AttributeError, ValueError):
            self._note("Something happened that this version of Hotseat does not understand.")
            return
        if self._live.is_set():
            self._tell(recorded)
        elif recorded.seq >= self._from:
            self._arrive()
            self._live.set()

    def _arrive(self) -> None:
        """Say where the session stands."""
        self._note(f"You have the second seat in: {self._state.title}. {HOW}")
        self._said("")
        self._console.say("Clock", now_told(self._state, self._state.at))

    def _tell(self, recorded: e.Recorded) -> None:
        console, state = self._console, self._state
        match event := recorded.event:
            case e.InterviewerSaid(text=text):
                console.say("Interviewer", spoken_text(text))
            case e.CandidateSaid(text=text):
                console.say("Candidate", text)
            case e.AnswerAmended(text=text):
                console.say("Candidate", f"(put another way) {text}")
            case e.SectionOpened() | e.QuestionOpened():
                if told := opened(event, state, recorded.at):
                    console.say("Clock", told)
            case e.WarningSpoken():
                console.say("Clock", warned(event, state, recorded.at))
            case e.Paused() | e.Unpaused():
                console.say(
                    "Clock", "The clock stands still." if isinstance(event, e.Paused) else "The clock runs again."
                )
            case e.CellRun(cell=cell):
                console.say("Output", f"Cell {cell + 1} runs.")
            case e.CellOutput(run=run, outputs=outputs):
                self._print([row for output in outputs for row in self._printed(run).take(output)])
            case e.CellEnded(run=run):
                self._print(self._printed(run).end())
                console.say("Output", ending(state.cells[run]))
                self._runs.pop(run, None)
            case e.Submitted():
                console.say("Checks", "The code goes to the judge.")
            case e.Judged(question=question):
                shown, _ = views.last_result(state, question)
                if shown is not None:
                    console.say("Checks", "\n".join(verdict_rows(shown)))
            case e.AnswerRead(points=points):
                covered = sum(1 for point in points if point.get("covered"))
                self._note(f"The answer was read: {covered} of {len(points)} points covered. /points names them.")
            case e.SessionEnded():
                self._note("The interview is over. You can still mark.")
            case _:
                pass

    def _printed(self, run: int) -> Printed:
        return self._runs.setdefault(run, Printed(run, _not_kept))

    def _print(self, rows: list[str]) -> None:
        if rows:
            self._console.say("Output", "\n".join(rows))

    # What is typed.

    async def _type(self) -> bool:
        """Hear what is typed; returns whether the seat is left, and not only the input at its end."""
        await self._live.wait()
        while True:
            try:
                line = await self._console.line(PROMPT)
            except Woken:
                continue
            if line is None:
                return self._console.typed
            text = line.strip()
            if text.startswith("/"):
                if self._word(text[1:]):
                    return True
            elif text:
                self._ask(say=text)
                await self._written()

    async def _written(self) -> None:
        try:
            await self._writer.drain()
        except OSError:
            self._note("That could not be said: the session was closed.")

    def _word(self, said: str) -> bool:
        """Carry out a word; returns whether it leaves the seat."""
        name, _, rest = said.partition(" ")
        word = words.find(name, WORDS)
        if word is None:
            near = words.nearest(name, WORDS)
            meant = f"Did you mean /{near}?" if near else "/help lists the words."
            self._note(f"There is no /{harmless.line(name, 40)}. {meant}")
            return False
        does = {
            "mark": self._mark,
            "points": self._points,
            "model": self._model,
            "code": self._code,
            "draft": self._draft,
            "said": self._said,
            "time": self._time,
            "help": self._help,
        }
        if word.name == "quit":
            return True
        does[word.name](rest.strip())
        return False

    def _help(self, rest: str) -> None:
        self._note("\n".join([HOW, *map(words.row, WORDS)]))

    def _mark(self, rest: str) -> None:
        about, _, more = rest.partition(" ")
        score = next((s for s in self._scores if more.lower().startswith(s)), "")
        name = words.nearest(about, tuple(Word(n, "", "") for n in ("overall", *self._titles))) if about else ""
        if not name or not score:
            self._note(
                f"Say /mark, a competency, a score and perhaps a note: /mark coding solid Names things well.\n"
                f"Competencies: overall, {', '.join(self._titles)}.\nScores: {', '.join(self._scores)}."
            )
            return
        self._ask(mark=name, score=score, note=more[len(score) :].strip())

    def _points(self, rest: str) -> None:
        there = self._open()
        if there is None:
            return
        thread = there.threads.get(there.rubric_of(there.thread))
        read = {str(p.get("id")): p for p in (thread.reading.points if thread and thread.reading else ())}
        rows = [f"{there.question.title}:"]
        for point in there.points_of(there.thread):
            found = read.get(point.id, {})
            state = "Covered" if found.get("covered") else "Contradicted" if found.get("contradicted") else "Open"
            rows.append(f"{state}: {point.text}")
        self._note("\n".join(rows) if len(rows) > 1 else f"{there.question.title} has no rubric: its code is judged.")

    def _model(self, rest: str) -> None:
        there = self._open()
        if there is None:
            return
        follow_up = there.follow_up(there.thread)
        answer = follow_up.model_answer if follow_up else there.question.model_answer
        self._note(spoken_text(answer) if answer else "There is no model answer in words to this question.")

    def _code(self, rest: str) -> None:
        there = self._open()
        if there is None:
            return
        try:
            told = asked_for(there.code, rest)
        except NoRange as wrong:
            self._note(str(wrong))
            return
        self._console.say("Code", told if there.code.strip() else "No code is written yet.")

    def _draft(self, rest: str) -> None:
        draft = self._state.draft
        self._console.say("Candidate", f"(not sent yet) {draft}" if draft else "(types nothing at the moment)")

    def _said(self, rest: str) -> None:
        count = int(rest) if rest.isdecimal() and len(rest) < 6 else MOST_TURNS
        for turn in views.turns(self._state)[-max(count, 1) :]:
            mine = turn.who == "interviewer"
            text = spoken_text(turn.text) if mine else turn.text
            self._console.say("Interviewer" if mine else "Candidate", f"(at {clock(turn.at)}) {text}")

    def _time(self, rest: str) -> None:
        self._console.say("Clock", now_told(self._state, self._state.at))

    def _open(self) -> QuestionState | None:
        there = self._state.open_question
        if there is None:
            self._note("No question is open at the moment.")
        return there

    # The wire.

    def _ask(self, **what: Any) -> None:
        self._unanswered += 1
        self._answered.clear()
        self._send(**what)

    def _send(self, **what: Any) -> None:
        self._writer.write(encode(what))

    async def _next(self) -> Mapping[str, Any] | None:
        try:
            line = await self._reader.readline()
        except (OSError, ValueError):
            return None
        return decode(line)

    def _note(self, text: str) -> None:
        self._console.say("Note", text)


def _not_kept(name: str, data: bytes) -> Path:
    raise OSError("The second seat writes no files.")
