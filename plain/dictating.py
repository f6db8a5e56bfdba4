"""Speaking an answer in plain lines: the person's own command hears it, enter stops it, and its words become an unsent answer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from hotseat.plain.answering import Answering
from hotseat.plain.console import Woken
from hotseat.plain.desk import Desk

if TYPE_CHECKING:
    from hotseat.front.dictation import Dictation

DICTATE = "HOTSEAT_DICTATE"
"""What of the environment names the command."""
RECORDING = "Recording: "
CANCEL = ("cancel", "/cancel", "/dictate cancel", "/drop")
BEGUN = "Recording. Enter stops it; /cancel throws it away."
HEARS = "The words are being worked out. /cancel throws them away."
HEARD = "That was heard, and is not sent. An empty line sends it, more lines add to it, /edit answer changes it."
HEARD_ALONE = (
    "The recording ended by itself. That was heard, and is not sent. Two empty lines send it, more lines add to it, "
    "/edit answer changes it."
)
LATE = "The recording had ended by itself, so that line sent nothing. Another empty line sends your answer."


class Dictating:
    """Carries out the word for dictation."""

    def __init__(self, desk: Desk, answer: Answering, take: Callable[[str], Awaitable[object]]) -> None:
        """``take`` is given a line that was typed meanwhile and is no answer to what was asked."""
        self._desk, self._answer, self._take = desk, answer, take
        self._break: Callable[[], None] | None = None
        """What ctrl+c does while a dictation goes on."""
        self._ended_alone = False
        """Whether a recording has just ended by itself, so that the line that was to stop it may still come."""

    def interrupt(self) -> bool:
        """On ctrl+c: stop the recording, and the second time throw it away. Whether there was one."""
        if self._break is None:
            return False
        self._break()
        return True

    def comes_late(self, line: str) -> bool:
        """Whether a line was to stop a recording that had ended by itself: the first one after it, where it is empty.

        Without this it would send the answer before it was looked over.
        """
        alone, self._ended_alone = self._ended_alone, False
        if not alone or line.strip() or not self._answer.rows:
            return False
        self._desk.console.say("Note", LATE)
        return True

    async def dictate(self, rest: str) -> None:
        """Hear an answer, or a recorded file of one."""
        from hotseat.front import dictation

        say = self._desk.console.say
        if rest.strip() == "cancel":
            say("Note", "No dictation goes on, so there is nothing to cancel.")
            return
        try:
            words = dictation.command_for(self._desk.environ.get(DICTATE, ""), rest.strip())
        except dictation.NoWords as fault:
            say("Note", str(fault))
            return
        now = dictation.Dictation(words, bool(rest.strip()))
        self._break = lambda: self._broken(now)
        self._ended_alone = now.records and self._desk.console.typed
        say("Note", BEGUN if now.records else HEARS)
        hearing = asyncio.ensure_future(now.words())
        typed: list[str] = []
        try:
            await self._attend(now, hearing, typed)
            await self._take_in(await hearing)
        except dictation.NoWords as fault:
            say("Note", str(fault))
        finally:
            self._break = None
            hearing.cancel()
            await asyncio.gather(hearing, return_exceptions=True)
        for line in typed:
            await self._take(line)

    def _broken(self, now: Dictation) -> None:
        self._ended_alone = False
        if now.records:
            now.stop()
            self._desk.console.ask("")
            self._desk.console.say("Note", HEARS)
        else:
            now.throw_away()

    async def _attend(self, now: Dictation, hearing: asyncio.Future[str], typed: list[str]) -> None:
        """Wait for the words, and heed lines meanwhile: an empty one stops the recording, others are kept for afterwards."""
        console = self._desk.console
        hearing.add_done_callback(lambda _: console.wake())
        if not console.typed and not now.records:
            await asyncio.wait({hearing})  # the next line of a pipe waits for what this one does
        while not hearing.done():
            if self._desk.state.ended:
                now.throw_away()
            try:
                line = await console.line(RECORDING if now.records else "")
            except Woken:
                await asyncio.sleep(0)
                if not hearing.done() and self._desk.state.ended:
                    now.throw_away()
                    break
                continue
            self._ended_alone = False
            said = (line or "").strip()
            if said.lower() in CANCEL:
                now.throw_away()
            elif now.records:
                now.stop()
                console.say("Note", HEARS)
            if said and said.lower() not in CANCEL:
                typed.append(said)
            if line is None:
                break

    async def _take_in(self, words: str) -> None:
        for row in words.split("\n"):
            await self._answer.add(row)
        if self._desk.console.typed:  # a pipe is told when it is sent, as all its answers are
            self._desk.console.say("You", words)
        self._desk.console.say("Note", HEARD_ALONE if self._ended_alone else HEARD)
