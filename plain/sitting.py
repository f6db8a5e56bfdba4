"""One session, sat line by line: what is typed becomes commands, what comes of it is told, until it ends or is left."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Literal

from hotseat import harmless
from hotseat.interview import commands as c
from hotseat.interview.engine import Engine
from hotseat.interview.interviewer import PATIENCE, waits_for_reaction
from hotseat.interview.state import Message, State
from hotseat.plain import words
from hotseat.plain.answering import Answering
from hotseat.plain.asking import Asking
from hotseat.plain.coding import Coding
from hotseat.plain.console import Console, Woken
from hotseat.plain.desk import Desk
from hotseat.plain.dictating import Dictating
from hotseat.plain.telling import Teller

log = logging.getLogger(__name__)

Outcome = Literal["ended", "left"]
SECOND = 1.0
"""Seconds between two looks at the time and at the file."""
LOOK = 0.05
"""Seconds between two looks at whether a pipe can go on."""
INPUT = "Input: "
LONGEST_WAIT = PATIENCE + 7.0
"""Seconds that a pipe's next line waits for the interviewer to react to an answer."""
HOW = (
    "Type your answer and then an empty line, which sends it. A line that begins with a slash is a command: "
    "/help lists them, /quit leaves, and all is saved."
)
ASKS = frozenset(
    {"ask", "follow-up", "probe", "contested", "one-more", "raise-bar", "anything-to-add", "closing-invite"}
)
"""Acts by which the interviewer asks something."""
GOES_ON = 4
"""Turns that are told again when a session is gone on with."""


class Sitting:
    """Drives one engine from a console."""

    def __init__(
        self,
        engine: Engine,
        console: Console,
        folder: Path,
        environ: Mapping[str, str],
        *,
        asks_guess: bool = False,
    ) -> None:
        """``folder`` is the session's, where its files lie; ``environ`` names the person's editor.

        With ``asks_guess`` practice asks for a guess before it tells a score.
        """
        self._desk = Desk(engine, console, folder, environ)
        self._desk.asks_guess = asks_guess
        self._console = console
        self._teller = Teller(engine, console, self._desk.keep_picture)
        self._answer = Answering(self._desk)
        self._code = Coding(self._desk)
        self._asking = Asking(self._desk, self._code)
        self._dictating = Dictating(self._desk, self._answer, self._take)
        self._refused = ""
        """The line that began with a slash and was no command."""
        self._said_at = engine.clock.now()
        self._tasks: list[asyncio.Task[None]] = []
        self._here = engine.state.current
        """The question that was open when a line was last waited for."""
        self._waits = False
        """Whether a line is waited for that may be an answer or a command."""
        self._stop = engine.listen(lambda state, records: self._changed())
        answer, code, asking = self._answer, self._code, self._asking
        self._does: dict[str, Callable[[str], Awaitable[object]]] = {
            "help": self._help,
            "clarify": answer.say,
            "think": answer.say,
            "paste": answer.paste,
            "draft": answer.draft,
            "drop": answer.drop,
            "amend": answer.amend,
            "dictate": self._dictating.dictate,
            "edit": self._edit,
            "later": lambda rest: answer.say("Let's come back to this one later."),
            **{name: getattr(asking, name) for name in asking.WORDS},
            **{w.name: getattr(code, w.name) for w in words.CODING if w.name != "overrule"},
        }

    @property
    def state(self) -> State:
        """The interview as it stands."""
        return self._desk.state

    async def run(self) -> Outcome:
        """Sit the session until it ends or is left; the engine is still open then."""
        self._desk.engine.effects.start_kernel()
        self._greet()
        self._tasks.append(asyncio.create_task(self._clock(), name="hotseat-plain-clock"))
        try:
            await self._code.open()
            while not self.state.ended and not self._asking.leaves:
                with contextlib.suppress(Woken):
                    await self._turn()
            return "ended" if self.state.ended else "left"
        finally:
            for task in self._tasks:
                task.cancel()
            with contextlib.suppress(Exception):
                await self._code.pull()
            self._teller.close()
            self._stop()

    def _greet(self) -> None:
        """What was said before anybody listened, and how to go on."""
        state, console = self.state, self._console
        console.say("Note", HOW)
        last = _lately(state.messages) if state.resumed else state.messages
        if len(last) < len(state.messages):
            console.say("Note", f"You go on with {state.title}. The last turns follow; /said all tells everything.")
        for message in last:
            # A language model may still be wording the last of them.
            if message.who == "interviewer":
                self._teller.wording.add(message.seq)
                self._teller.wording.settle()
            else:
                console.say("You", message.text)
        if note := self._teller.wording.note:
            console.say("Note", f"The interviewer: {note}.")
        console.say("Clock", self._asking.time_told())
        self._answer.restored()
        if state.running_cell is None and state.kernel == "missing" and state.kernel_sentence:
            console.say("Note", state.kernel_sentence)

    async def _turn(self) -> None:
        """One line, and what it asks for."""
        if not self._console.typed:
            await self._quiet()
        if self.state.ended:
            return
        self._here = self.state.current
        await self._code.open()
        self._waits = True
        try:
            self._prompt()
            line = await self._console.line()
        finally:
            self._waits = False
        if line is None and self._asked_by_cell and not self._console.ended:
            await self._desk.do(c.Interrupt())
        elif line is None:
            await self._no_more()
        elif self._asked_by_cell and line.strip().lower() != "/interrupt":
            await self._desk.do(c.ReplyInput(line))
        else:
            await self._take(line)

    @property
    def _asked_by_cell(self) -> bool:
        cell = self.state.running_cell
        return cell is not None and cell.waits_for is not None

    def _prompt(self) -> None:
        """Let the prompt say what a line would be taken for; none while something runs that is waited for."""
        state, cell = self.state, self.state.running_cell
        if not self._waits or state.ended:
            return
        if cell is not None and cell.waits_for is not None:
            asked = harmless.line(cell.waits_for, 200)
            self._console.ask(f"{INPUT}{asked} " if asked else INPUT, hidden=cell.hides_input)
        elif cell is not None or state.judging:
            self._console.ask("")
        else:
            self._console.ask(self._answer.prompt)

    async def _take(self, line: str) -> None:
        """A line of an answer, the end of one, or a command."""
        if self._dictating.comes_late(line):
            return
        if not line.strip():
            if self._answer.rows:
                self._said_at = self._desk.engine.clock.now()
                await self._answer.send()
            elif self._console.typed:
                self._nothing_typed()
        elif line.startswith("//"):
            text, self._refused = line[1:] if line.strip() != "//" else self._refused, ""
            if text:
                await self._answer.add(text)
            else:
                self._console.say("Note", "There is no line to take as it stands.")
        elif line.startswith("/"):
            await self._word(line)
        else:
            await self._answer.add(line)

    def _nothing_typed(self) -> None:
        if not self._console.release():
            what = "A cell runs" if self.state.running_cell else "The judge is at work" if self.state.judging else ""
            if what:
                self._console.say("Note", f"{what}; ctrl+c or /interrupt stops it.")

    async def _word(self, line: str) -> None:
        if not self._console.typed:
            self._console.say("You", line)
        name, _, rest = line[1:].strip().partition(" ")
        word = words.find(name)
        if word is None:
            self._refused = line
            near = words.nearest(name)
            meant = f" Did you mean /{near}?" if near else " /help lists those there are."
            shown = harmless.line(name, 40)
            self._console.say(
                "Note", f"There is no command /{shown}.{meant} If it is part of your answer, type // to add it."
            )
        elif word.practice and self.state.mode != "practice":
            self._console.say("Note", f"/{word.name} is for practice; an interview goes on as a real one does.")
        elif word.name == "overrule":
            self._console.say("Note", "Rubric points are overruled in the debrief, once the session has ended.")
        else:
            self._said_at = self._desk.engine.clock.now()
            await self._does[word.name](rest.strip())

    async def _help(self, rest: str) -> None:
        if rest:
            word = words.find(rest.lstrip("/"))
            self._console.say("Note", words.row(word) if word else f"There is no command /{harmless.line(rest, 40)}.")
            return
        rows = words.help_rows(self.state.mode == "practice", self.state.has_code)
        self._console.say("Note", "\n".join([HOW, "Two slashes begin an answer that begins with one.", *rows]))

    async def _edit(self, rest: str) -> None:
        there = self.state.open_question
        code = rest == "code" or (
            not rest and there is not None and there.question.kind == "code" and not self._answer.rows
        )
        await (self._code.edit() if code else self._answer.edit())

    async def _no_more(self) -> None:
        """The end of the input: what was typed is sent, what runs is waited for, and the session is left open."""
        if self._answer.rows:
            await self._take("")
            if not self._console.ended:
                return
        if not self._console.ended:
            await self._asking.quit("")
            return
        if self._asked_by_cell:
            await self._desk.do(c.Interrupt())
        await self._quiet()
        self._asking.leaves = not self.state.ended

    # Beside the lines.

    def stop_work(self) -> bool:
        """On an interrupt from the keyboard: stop what runs. False where nothing does; an open editor keeps it to itself."""
        if self._desk.editing or self._dictating.interrupt():
            return True
        if not (self.state.running_cell or self.state.judging):
            return False
        what = "the cell" if self.state.running_cell else "the judge"
        more = " If it goes on, /restart throws the kernel away." if self.state.running_cell else ""
        self._console.say("Note", f"Interrupting {what}.{more}")
        self._tasks.append(asyncio.create_task(self._interrupt(), name="hotseat-plain-interrupt"))
        return True

    async def _interrupt(self) -> None:
        await self._desk.do(c.Interrupt())

    async def _clock(self) -> None:
        """Let time pass, look after the file, and say how far long work is."""
        while True:
            await asyncio.sleep(SECOND)
            try:
                await self._desk.engine.do(c.Tick(bool(self._answer.rows)))
                if self.state.current == self._here:
                    await self._code.pull()
                self._teller.tick()
            except Exception:
                log.exception("second")

    def _changed(self) -> None:
        """Let the prompt follow what has happened, and end the wait for a line that nothing waits for any more."""
        self._prompt()
        if self.state.ended or self.state.current != self._here:
            self._console.wake()

    async def _quiet(self) -> None:
        """Wait until nothing runs that the next line of a pipe might depend on."""
        now = self._desk.engine.clock.now
        while not self.state.ended and not self._asked_by_cell:
            reacting = (
                (_awaits(self.state) or self._teller.wording.waits)
                and now() - self._said_at < LONGEST_WAIT
                and not self.state.paused
            )
            if not (self.state.running_cell or self.state.judging or reacting):
                return
            await asyncio.sleep(LOOK)


def _lately(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """The turns that one goes on from: the last few, and what was asked last even where that lies further back."""
    asked = max((n for n, m in enumerate(messages) if m.act in ASKS), default=0)
    first = max(len(messages) - GOES_ON, 0)
    return messages[min(asked, first) :] if first - asked <= GOES_ON else (messages[asked], *messages[first:])


def _awaits(state: State) -> bool:
    """Whether the interviewer is about to react to an answer; thinking aloud is acknowledged once and then left in peace."""
    there = state.open_question
    if there is None or not waits_for_reaction(there):
        return False
    coding = not there.question.in_words and there.thread == "main" and there.last_verdict != "pass"
    return not (coding and there.reacted > 0)
