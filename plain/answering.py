"""What is said: an answer grows line by line, is a draft until it is sent, and can be amended while its question is open."""

from __future__ import annotations

from hotseat.front.times import clock
from hotseat.interview import commands as c
from hotseat.interview.drafts import LONGEST_MESSAGE, amendable
from hotseat.plain.desk import Desk
from hotseat.question_bank import code_blocks

PROMPT, MORE = "You: ", "More: "
TYPE = "Type your answer; a line with a single dot ends and sends it."


class Answering:
    """The answer that is being typed, and the words for answers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.rows: list[str] = desk.state.draft.split("\n") if desk.state.draft else []
        """The lines that have not been sent yet."""

    @property
    def prompt(self) -> str:
        """What is asked for: a first line, or more of them."""
        return MORE if self.rows else PROMPT

    def restored(self) -> None:
        """Tell what stood unsent when the session was left."""
        say = self._desk.console.say
        if self.rows:
            say("You", "\n".join(self.rows))
            say(
                "Note",
                "That is your unsent answer. An empty line sends it, more lines add to it, /drop throws it away.",
            )
        if self._desk.state.amending:
            say("Note", "You were putting an earlier answer another way. /amend goes on with that.")

    async def add(self, line: str) -> None:
        """One more line of the answer."""
        self.rows.append(line)
        await self._drafted()

    async def _drafted(self, text: str | None = None) -> None:
        await self._desk.engine.do(c.Draft("\n".join(self.rows) if text is None else text))

    async def send(self) -> bool:
        """Say what was typed; what cannot be said stays where it is."""
        text = "\n".join(self.rows)
        if not text.strip():
            self.rows = []
            return False
        if not await self._desk.do(c.Say(text)):
            self._desk.console.say(
                "Note", "Your answer is kept as it was. /edit answer changes it, /drop throws it away."
            )
            return False
        self.rows = []
        if self._desk.state.draft:
            await self._drafted()
        return True

    async def say(self, rest: str) -> None:
        """Say one thing at once; an answer that is being typed waits."""
        if not rest:
            self._desk.console.say("Note", "Say it behind the word, such as: /clarify May the list be empty?")
        elif await self._desk.do(c.Say(rest)) and self.rows:
            await self._drafted()

    async def paste(self, rest: str) -> None:
        """Take an answer of several paragraphs, and send it."""
        if self._desk.console.typed:
            self._desk.console.say("You", TYPE)
        begun = [*self.rows, rest] if rest else self.rows
        rows = await self._desk.until_dot(lambda n: MORE, begun, self._drafted)
        if rows is None:
            await self._drafted()
            return
        new = "\n".join(rows[len(begun) :])
        language = None if code_blocks.inside_block("\n".join(begun)) else code_blocks.language_of(new)
        # Code stays code, as it does when it is pasted on the screen.
        self.rows = [*begun, *(code_blocks.block(new, language).rstrip("\n") if language else new).split("\n")]
        await self.send()

    async def draft(self, rest: str) -> None:
        """Say what has been typed and not sent."""
        text = "\n".join(self.rows)
        if not text:
            self._desk.console.say("Note", "Nothing is typed that has not been sent.")
        else:
            self._desk.console.say("You", text)
            self._desk.console.say("Note", f"{len(text):,} of {LONGEST_MESSAGE:,} characters. An empty line sends it.")

    async def drop(self, rest: str) -> None:
        """Throw away what has been typed and not sent."""
        had, self.rows = bool(self.rows), []
        await self._drafted()
        self._desk.console.say("Note", "It is thrown away." if had else "There is nothing to throw away.")

    async def edit(self) -> None:
        """Open the answer in the person's own editor."""
        before = "\n".join(self.rows)
        text = await self._desk.edited(before, "answer.md")
        if text is None:
            return
        self.rows = text.rstrip("\n").split("\n") if text.strip() else []
        await self._drafted()
        if self.rows:
            self._desk.console.say("Note", "An empty line sends it; /draft tells it.")

    async def amend(self, rest: str) -> None:
        """Put an earlier answer to the open question another way."""
        desk, state = self._desk, self._desk.state
        ways = amendable(state)
        if not ways:
            none = "You have not answered this question yet, so there is nothing to amend."
            shut = "No question is open, and only answers to an open question can be amended."
            desk.console.say("Note", none if state.current else shut)
            return
        back = int(rest) if rest.isdecimal() else 1
        if not 1 <= back <= len(ways):
            several = f"There are {len(ways)} answers to amend; /amend 1 takes the last one."
            one = "There is one answer to amend; /amend takes it."
            desk.console.say("Note", one if len(ways) == 1 else several)
            return
        unfinished = next((m for m in ways if m.seq == state.amending), None) if not rest else None
        message = unfinished or ways[-back]
        begun = state.amendment.split("\n") if unfinished and state.amendment else []
        desk.console.say("You", f"At {clock(message.at)}: {message.text}")
        if begun:
            desk.console.say("Note", "So far you have:\n" + "\n".join(begun))
        desk.console.say(
            "Note", "Type all of it anew, up to a line with a single dot. The dot alone leaves it as it was."
        )

        async def keep(text: str) -> None:
            await desk.engine.do(c.Draft(text, message.seq))

        rows = await desk.until_dot(lambda n: MORE, begun, keep)
        text = "\n".join(rows or ())
        if rows is None or not text.strip():
            await self._drafted()
            desk.console.say("Note", "Your answer stays as it was.")
        elif not await desk.do(c.Amend(message.seq, text)):
            desk.put_aside(text.split("\n"))
