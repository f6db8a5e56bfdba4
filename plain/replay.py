"""A replay in lines: one goes from moment to moment by words, and asks what stood in the code, what was printed, and so on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import monotonic

from hotseat import harmless
from hotseat.front import replay as front
from hotseat.front import views
from hotseat.front.replay_diff import DiffRow, answers_diff, counted
from hotseat.front.service import Service, Trouble
from hotseat.front.times import clock
from hotseat.interview.commands import RemoveBookmark, SetBookmark
from hotseat.interview.state import State
from hotseat.plain import words
from hotseat.plain.console import Console
from hotseat.plain.markdown import spoken_text
from hotseat.plain.printed import Printed
from hotseat.plain.ranges import NoRange, asked_for
from hotseat.plain.replay_words import HOW, PROMPT, WORDS
from hotseat.plain.verdict import verdict_rows
from hotseat.review.replay import Replay, Stop
from hotseat.review.replay_recording import Recording
from hotseat.review.words import SPEAKERS

MOST_STEPS = 200
"""Moments that are told at once."""
MOST_ROWS = 60
"""Rows of output that are told at once; with all: all of them."""
MOST_TURNS = 4
"""Turns of the talk that are told at once."""
SILENT, PROGRESS = 1.0, 5.0
"""Seconds of reading before it is told how far it is, and between two such tellings."""
SIDES = {"same": "Same", "gone": "Out", "new": "In"}


class Replaying:
    """Replays one session; all that can be added to it are bookmarks."""

    def __init__(self, service: Service, console: Console, session: str) -> None:
        self._service, self._console, self._session = service, console, session
        self._replay: Replay
        self._at = 0
        """The moment that is looked at, by its index."""
        self._state: State | None = None
        """The session as it is now, once a bookmark has changed it."""
        self._does: dict[str, Callable[[str], Awaitable[None] | None]] = {
            "next": lambda rest: self._step(rest, 1),
            "back": lambda rest: self._step(rest, -1),
            "failure": lambda rest: self._jump("failure", rest, "Nothing failed {} this moment."),
            "section": lambda rest: self._jump("section", rest, "No part begins {} this moment."),
            "at": self._time,
            "where": lambda rest: self._tell(),
            "talk": self._talk,
            "code": self._code,
            "diff": self._diff,
            "output": self._output,
            "verdict": self._verdict,
            "habits": self._habits,
            "bookmark": self._bookmark,
            "unmark": self._unmark,
            "bookmarks": self._bookmarks,
            "help": lambda rest: self._say("\n".join(["The slash may be left out here.", *map(words.row, WORDS)])),
        }

    async def run(self, start: str = "") -> State | None:
        """Go through the session until it is left, or the input ends; ``start`` is a time, if not the beginning.

        Returns its state where a bookmark has changed it, else None.
        """
        try:
            recording = await self._recording()
        except Trouble as trouble:
            self._say(str(trouble))
            return None
        self._replay = replay = Replay(recording)
        due = monotonic() + SILENT
        while not replay.grow():
            if monotonic() > due:
                self._say(f"The session is being read: {len(replay):,} of {len(recording.records):,} moments.")
                due = monotonic() + PROGRESS
            await asyncio.sleep(0)
        for lost in replay.lost:
            self._say(lost)
        self._say(f"{len(self._replay):,} moments in {clock(self._replay.moments[-1].at)}. {HOW}")
        self._begin(start)
        while True:
            line = await self._console.reply(PROMPT)
            await self._look_again()
            said = (line or "").strip().removeprefix("/")
            if not said:
                return self._state
            name, _, rest = said.partition(" ")
            word = words.find(name, WORDS)
            if word is None and front.when(said) is not None:
                self._time(said)
            elif word is None:
                near = words.nearest(name, WORDS)
                meant = f"Did you mean {near}?" if near else HOW
                self._say(f"The replay knows no {harmless.line(name, 40)!r}. {meant}")
            elif word.name == "quit":
                return self._state
            elif (done := self._does[word.name](rest.strip())) is not None:
                await done

    async def _recording(self) -> Recording:
        return await self._service.recording(self._session)

    def _begin(self, start: str) -> None:
        if start:
            self._time(start)
        else:
            self._tell()

    async def _look_again(self) -> None:
        """Take in what has been added since; a session that nobody sits does not change."""

    def _say(self, text: str) -> None:
        self._console.say("Note", text)

    def _tell(self) -> None:
        """Say where one is, and what happens there."""
        moment = self._replay.moments[self._at]
        rows = [f"{front.where(self._replay, self._at)}.", *self._row(self._at)]
        if not moment.sure:
            rows.append(front.UNSURE)
        self._console.say("Replay", "\n".join(rows))

    def _row(self, index: int) -> list[str]:
        moment = self._replay.moments[index]
        habits = self._replay.habits.get(moment.seq, ())
        shows = f" This shows a habit: {', '.join(h.replace('-', ' ') for h in habits)}." if habits else ""
        failed = "Failure. " if moment.failed else ""
        rows = [f"{failed}{moment.words}{'' if moment.words.endswith(('.', '”', '?')) else '.'}{shows}"]
        note = self._replay.bookmarks.get(moment.seq)
        if note is not None:
            rows.append(f"Bookmark: {harmless.line(note, 300)}" if note else "There is a bookmark here.")
        return rows

    # Ways to a moment.

    def _step(self, rest: str, by: int) -> None:
        count = int(rest) if rest.isdecimal() and len(rest) < 7 else 1
        if rest and not rest.isdecimal():
            self._say("Say how many moments, or leave the number out.")
            return
        told: list[str] = []
        for _ in range(min(max(count, 1), MOST_STEPS)):
            found = self._replay.stop("step", self._at, by)
            if found is None:
                break
            self._at = found
            first, *more = self._row(found)
            told += [f"{clock(self._replay.moments[found].at)}: {first}", *(f"  {row}" for row in more)]
        if not told:
            self._say("This is the end of the session." if by > 0 else "This is the beginning of the session.")
        elif count == 1:
            self._tell()
        else:
            self._console.say("Replay", "\n".join(told))

    def _jump(self, to: Stop, rest: str, none: str) -> None:
        by = -1 if rest.lower() in ("back", "before", "previous") else 1
        found = self._replay.stop(to, self._at, by)
        if found is None:
            self._say(none.format("after" if by > 0 else "before"))
        else:
            self._at = found
            self._tell()

    def _time(self, rest: str) -> None:
        seconds = front.when(rest)
        if seconds is None:
            self._say(front.NO_TIME)
        else:
            self._at = self._replay.at_time(seconds)
            self._tell()

    # What was there.

    def _talk(self, rest: str) -> None:
        count = int(rest) if rest.isdecimal() and len(rest) < 6 else MOST_TURNS
        rows: list[str] = []
        for turn in views.turns(self._replay.state(self._at))[-max(count, 1) :]:
            text = spoken_text(turn.text) if turn.who == "interviewer" else turn.text
            first, *more = text.split("\n")
            rows += [f"{SPEAKERS[turn.who]} at {clock(turn.at)}: {first}", *(f"  {row}" for row in more)]
        self._console.say("Replay", "\n".join(rows) if rows else "Nothing was said yet.")

    def _then(self) -> front.CodeThen:
        return front.code_then(self._replay.state(self._at), self._replay.recording.records[self._at])

    def _code(self, rest: str) -> None:
        then = self._then()
        if not then.question:
            self._say(front.NO_CODE)
            return
        try:
            told = asked_for(then.code, rest)
        except NoRange as wrong:
            self._say(str(wrong))
            return
        title = front.question_title(self._replay.end, then.question)
        self._console.say("Code", f"{title}, at {clock(self._replay.moments[self._at].at)}.")
        self._console.say("Code", told)

    async def _diff(self, rest: str) -> None:
        then = self._then()
        if not then.question:
            self._say(front.NOTHING_TO_COMPARE)
            return
        try:
            found = await self._service.reference(self._session, then.question)
        except Trouble as trouble:
            self._say(str(trouble))
            return
        if found.note:
            self._say(harmless.plain(found.note))
        if found.code:
            asked = self._replay.end.questions[then.question].question.functions
            rows = answers_diff(then.code, found.code, asked)
            self._console.say("Code", "\n".join([counted(rows), *map(_diff_row, rows)]))

    def _output(self, rest: str) -> None:
        cells = list(self._replay.state(self._at).cells.values())
        if not cells:
            self._say(front.NO_RUN)
            return
        cell = cells[-1]
        printed = Printed(cell.run, _not_kept, bounded=False)
        rows = [row for output in cell.outputs for row in printed.take(output)] + printed.end()
        if len(rows) > MOST_ROWS and rest.lower() != "all":
            left = len(rows) - MOST_ROWS
            rows = [*rows[:40], f"… {left:,} lines are left out; output all tells them …", *rows[40 + left :]]
        ended = views.run_words(cell.ending, cell.seconds, cell.count) if cell.ending else "still running"
        self._console.say("Output", "\n".join([f"Cell {cell.cell + 1}, {ended}.", *(rows or ["Nothing was printed."])]))

    def _verdict(self, rest: str) -> None:
        question = self._replay.moments[self._at].question or self._then().question
        shown, judging = front.verdict_then(self._replay.state(self._at), question)
        rows = ["The judge was at work."] if judging else []
        rows += verdict_rows(shown) if shown is not None else [] if judging else [front.NO_VERDICT]
        self._console.say("Checks", "\n".join(rows))

    def _habits(self, rest: str) -> None:
        rows: list[str] = []
        for habit in front.habits_then(self._replay.state(self._at)):
            ticked = ", and ticked by you" if habit.ticked else ""
            rows.append(f"{harmless.line(habit.title, 120)} {habit.seen.capitalize()}{ticked}.")
        self._console.say("Replay", "\n".join(rows))

    # Bookmarks.

    async def _bookmark(self, rest: str) -> None:
        moment = self._replay.moments[self._at]
        if await self._look_back(SetBookmark(moment.seq, rest)):
            self._say(f"A bookmark is set at {clock(moment.at)}{f': {rest}' if rest else '.'}")

    async def _unmark(self, rest: str) -> None:
        moment = self._replay.moments[self._at]
        if moment.seq not in self._replay.bookmarks:
            self._say("There is no bookmark at this moment.")
        elif await self._look_back(RemoveBookmark(moment.seq)):
            self._say("The bookmark is taken out.")

    def _bookmarks(self, rest: str) -> None:
        marked = self._replay.marked()
        if not marked:
            self._say("There is no bookmark yet. bookmark and a note set one at this moment.")
        elif not rest:
            rows = [
                f"{n}. {clock(self._replay.moments[at].at)}: {' '.join(self._row(at))}"
                for n, at in enumerate(marked, 1)
            ]
            self._console.say("Replay", "\n".join([*rows, "bookmarks 1 goes to the first of them."]))
        elif rest.isdecimal() and len(rest) < 6 and 1 <= int(rest) <= len(marked):
            self._at = marked[int(rest) - 1]
            self._tell()
        else:
            self._say(f"Say which of the bookmarks: a number from 1 to {len(marked)}.")

    async def _look_back(self, word: SetBookmark | RemoveBookmark) -> bool:
        try:
            self._state = await self._service.look_back(self._session, word)
        except Trouble as trouble:
            self._say(str(trouble))
            return False
        self._replay.bookmarks = self._state.looked_back.bookmarks
        return True


def _diff_row(row: DiffRow) -> str:
    if row.side == "skipped":
        return f"({row.text})"
    number = f"{row.own or row.other}"
    return f"{SIDES[row.side]} {number}: {row.text}"


def _not_kept(name: str, data: bytes) -> Path:
    raise OSError("A replay writes no files.")
