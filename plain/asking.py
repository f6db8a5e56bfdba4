"""The words for the interview itself: hints, moving on, time, checklist, and leaving."""

from __future__ import annotations

import asyncio

from hotseat.front import views
from hotseat.front.times import clock
from hotseat.interview import commands as c
from hotseat.plain.choosing import Choice, choose, confirm
from hotseat.plain.coding import Coding
from hotseat.plain.desk import Desk
from hotseat.plain.markdown import spoken_text
from hotseat.plain.telling import revealed
from hotseat.plain.times import now_told

END_TOLD = "The debrief follows. After that it can be read, not continued."
KEPT = "It is kept, and can be gone on with."
SHOWN_SECONDS = 3
"""Seconds that the next line waits for an answer that is to be shown."""
NOW = "now"
"""What stands behind a word that is not to be asked about."""
TURNS = 6
"""Turns that /said tells where no number is given."""


class Asking:
    """Carries out the words that are about the interview."""

    WORDS = (
        "hint",
        "repeat",
        "next",
        "skip",
        "said",
        "time",
        "checklist",
        "tick",
        "pause",
        "back",
        "reveal",
        "end",
        "quit",
    )

    def __init__(self, desk: Desk, code: Coding) -> None:
        self._desk, self._code = desk, code
        self.leaves = False
        """Whether the session is to be left open, and the program with it."""

    def time_told(self) -> str:
        """What is left of everything, now."""
        return now_told(self._desk.state, self._desk.engine.clock.now())

    async def hint(self, rest: str) -> None:
        """Ask for a hint."""
        await self._desk.do(c.AskHint())

    async def repeat(self, rest: str) -> None:
        """Have the question said again."""
        await self._desk.do(c.Repeat())

    async def next(self, rest: str) -> None:
        """Move on; a step that cannot be taken back is asked about."""
        await self._code.pull()
        state = self._desk.state
        here, question = state.current, views.before_moving_on(state)
        if not question or rest == NOW or await confirm(self._desk.console, f"{question} Move on?"):
            if here == self._desk.state.current:
                await self._desk.do(c.Next())
            else:
                self._desk.console.say("Note", "The interview has moved on meanwhile; nothing was done.")

    async def skip(self, rest: str) -> None:
        """Leave the question unanswered."""
        await self._code.pull()
        await self._desk.do(c.Skip())

    async def back(self, rest: str) -> None:
        """Open the question before this one again."""
        await self._code.pull()
        await self._desk.do(c.Back())

    async def pause(self, rest: str) -> None:
        """Stop the clock, or let it go on."""
        await self._desk.do(c.Unpause() if self._desk.state.paused else c.Pause())

    async def reveal(self, rest: str) -> None:
        """Hear the model answer."""
        there = self._desk.state.open_question
        if there and there.revealed:
            self._desk.console.say("Note", revealed(*there.revealed))
        elif await self._desk.do(c.Reveal()):
            for _ in range(SHOWN_SECONDS * 50):  # it is fetched beside, and told when it comes
                now = self._desk.state.open_question
                if now is None or now.revealed:
                    break
                await asyncio.sleep(0.02)

    async def said(self, rest: str) -> None:
        """Hear turns again, with their times."""
        messages = self._desk.state.messages
        many = len(messages) if rest == "all" else int(rest) if rest.isdecimal() else TURNS
        for message in messages[-many:] if many else ():
            at = clock(message.at)
            if message.who == "interviewer":
                self._desk.console.say("Interviewer", f"(at {at}) {spoken_text(message.text)}")
            else:
                self._desk.console.say("You", f"(at {at}{', amended' if message.earlier else ''}) {message.text}")

    async def time(self, rest: str) -> None:
        """Hear what time is left."""
        self._desk.console.say("Clock", self.time_told())

    async def checklist(self, rest: str) -> None:
        """Hear the habits and the list from before the call."""
        habits, items = views.habits(self._desk.state)
        rows = ["During the call."]
        for n, habit in enumerate(habits, 1):
            seen = f"seen {habit.seen} times" if habit.seen > 1 else "seen once" if habit.seen else "not seen yet"
            rows.append(f"{n}. {habit.text} ({seen}{', ticked by you' if habit.ticked else ''})")
        if items:
            rows.append("Before the call.")
        for n, item in enumerate(items, len(habits) + 1):
            rows.append(f"{n}. {item.text} ({'ticked' if item.ticked else 'not ticked'})")
        self._desk.console.say("Note", "\n".join([*rows, "/tick and a number ticks a line, or takes the tick away."]))

    async def tick(self, rest: str) -> None:
        """Tick a line of the checklist."""
        habits, items = views.habits(self._desk.state)
        number = int(rest) if rest.isdecimal() and len(rest) < 6 else 0
        if 1 <= number <= len(habits):
            habit = habits[number - 1]
            await self._desk.do(c.TickHabit(habit.id, not habit.ticked))
        elif len(habits) < number <= len(habits) + len(items):
            item = items[number - len(habits) - 1]
            await self._desk.do(c.TickItem(item.id, not item.ticked))
        else:
            told = f"Say which line, from 1 to {len(habits) + len(items)}: /tick 2. /checklist tells them."
            self._desk.console.say("Note", told)

    async def end(self, rest: str) -> None:
        """End the session here."""
        if rest == NOW or await confirm(self._desk.console, f"End it here? {END_TOLD}"):
            await self._code.pull()
            await self._desk.do(c.Leave())

    async def quit(self, rest: str) -> None:
        """Leave for now, end it, or stay; the end of the input leaves."""
        if rest == NOW:
            self.leaves = True
            return
        choices = [
            Choice("stay", "Stay"),
            Choice("leave", "Leave for now", KEPT),
            Choice("end", "End it here", END_TOLD),
        ]
        answer = await choose(self._desk.console, "Leave? All that you did so far is saved.", choices, back="stays")
        if answer == "end":
            await self._code.pull()
            await self._desk.do(c.Leave())
        elif answer == "leave" or (answer is None and self._desk.console.last_was_end):
            self.leaves = True
