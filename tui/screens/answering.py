"""The part of the interview screen that is about what the person writes: answers, drafts, amendments, their own editor."""

from __future__ import annotations

import os
from abc import abstractmethod

from textual.app import SuspendNotSupported

from hotseat import harmless
from hotseat.front import external_editor
from hotseat.front.times import clock
from hotseat.interview import commands as c
from hotseat.interview.drafts import LONGEST_MESSAGE, amendable
from hotseat.interview.state import Message
from hotseat.tui.keys import of_word
from hotseat.tui.screens.dictating import Dictating
from hotseat.tui.widgets.answer import AnswerBox

UNSEEN = "Your own editor cannot be opened here: this terminal is not the program's own."


class Answering(Dictating):
    """Turns what happens in the answer box into commands, and keeps the box in line with the state."""

    _given_back = ""
    """What was given back and may stand in the box still."""

    @abstractmethod
    def do(self, command: c.Command, question: str | None = None) -> None:
        """Give the engine a command after those given before it."""

    @property
    @abstractmethod
    def code_of(self) -> str | None:
        """The question whose code the editor holds."""

    @abstractmethod
    def tell_sealed(self) -> bool:
        """Whether the code can only be read now, which the person is told."""

    # What is sent.

    def on_answer_box_sent(self, event: AnswerBox.Sent) -> None:
        """A word after a slash is done; anything else is said, or takes the place of what was said."""
        if event.amends:
            self.do(c.Amend(event.amends, event.text))
            return
        self._given_back = ""  # the box was emptied
        if event.text.startswith("/"):
            self._do_word(event.text)
        else:
            self.do(c.Say(event.text))

    def on_answer_box_settled(self, event: AnswerBox.Settled) -> None:
        event.step()

    def _do_word(self, text: str) -> None:
        name, _, rest = text[1:].partition(" ")
        action = of_word(name)
        if action is None:
            self._app.tell(f"There is no word /{harmless.line(name, 40)}. /help lists those there are.")
            self.work.answer.put_back(text)
        elif action.practice and self.state.mode == "interview":
            self._app.tell(f"/{action.word} is for practice; an interview goes on as a real one does.")
        elif action.name == "contest" and rest.strip():
            self.do(c.Contest(rest))
        elif action.name == "dictate":
            self.dictate(rest.strip())
        else:
            self.run_worker(self.run_action(action.name), exit_on_error=False)

    def give_back(self, command: c.Command) -> None:
        """Let what could not be said stand in the box again, in its order, with what was typed since behind it."""
        box = self.work.answer
        if isinstance(command, c.Say) and not box.amending:
            before = self._given_back if box.text.startswith(self._given_back) else ""
            since = box.text[len(before) :].lstrip("\n")
            self._given_back = "\n".join(filter(None, (before, command.text)))
            box.put_back("\n".join(filter(None, (self._given_back, since))))
        elif isinstance(command, c.Amend):
            message = next((m for m in amendable(self.state) if m.seq == command.message), None)
            if message is not None and not box.amending:
                box.amend(message.seq, command.text, clock(message.at))

    # Drafts.

    def on_answer_box_drafted(self, event: AnswerBox.Drafted) -> None:
        if not self.state.ended:
            self.do(c.Draft(event.text, event.amends))

    def on_answer_box_told(self, event: AnswerBox.Told) -> None:
        self._app.tell(event.sentence)

    def push_draft(self) -> None:
        """Hand over what stands in the answer box."""
        if not self.state.ended:
            self.do(c.Draft(*self.work.answer.take()))

    def restore_box(self) -> None:
        """Let the box hold what it held when the session was closed or killed."""
        box, state = self.work.answer, self.state
        box.remember([m.text for m in state.messages if m.who == "candidate"])
        if state.draft:
            box.put_back(state.draft)
        if state.amending:
            message = next((m for m in amendable(state) if m.seq == state.amending), None)
            if message is None:
                box.keep(state.amendment)
            else:
                box.amend(message.seq, state.amendment, clock(message.at))

    # Amendments.

    def on_answer_box_amend_asked(self, event: AnswerBox.AmendAsked) -> None:
        self._amend(event.step)

    def action_amend(self) -> None:
        self.work.go("talk")
        self._amend(-1)

    def _amend(self, step: int) -> None:
        """Take an earlier or a later answer to the open question into the box."""
        box, ways = self.work.answer, amendable(self.state)
        if self.state.ended or not self.state.current:
            self._app.tell("No question is open, and only answers to an open question can be amended.")
            return
        if not ways:
            self._app.tell("You have not answered this question yet, so there is nothing to amend.")
            return
        seqs = [m.seq for m in ways]
        at = seqs.index(box.amending) + step if box.amending in seqs else len(ways) + step
        if at >= len(ways):
            box.leave_amending()
        elif at >= 0:
            self._put_up(ways[at])

    def _put_up(self, message: Message) -> None:
        self.work.answer.amend(message.seq, message.text, clock(message.at))

    def leave_closed(self) -> None:
        """Leave an amendment whose question has closed; what was typed can be found among what was sent."""
        box = self.work.answer
        if box.amending and box.amending not in {m.seq for m in amendable(self.state)}:
            box.leave_amending()
            self._app.tell(
                "The question is closed, so your answer stays as you sent it. ↑ brings back the new wording."
            )

    # The person's own editor.

    def action_editor(self) -> None:
        work = self._edit_code() if self.work.editor.has_focus else self._edit_answer()
        self.run_worker(work, group="editor", exclusive=True, exit_on_error=False)

    async def _edit_answer(self) -> None:
        box = self.work.answer
        if not box.has_focus:
            self.work.go("talk")
        before, amends = box.text, box.amending
        text = await self._edited(before, "answer.md")
        if text is None or text == before:
            return
        if len(text) > LONGEST_MESSAGE:
            self._app.tell(
                f"That is {len(text):,} characters; a message holds {LONGEST_MESSAGE:,}. Shorten it or send it in parts."
            )
        if box.amending == amends:
            box.put_back(text)
            box.focus()
        else:
            box.keep(text)
            self._app.tell("The question was closed meanwhile. ↑ in the answer box brings back what you wrote.")

    async def _edit_code(self) -> None:
        editor, question = self.work.editor, self.code_of
        if self.tell_sealed():
            return
        place, before = editor.cursor_location, editor.text
        text = await self._edited(before, f"{question or 'code'}.py", place[0] + 1)
        if text is None or text == before:
            return
        if self.code_of == question and not editor.read_only:
            editor.put(text, place)
        else:
            self.work.answer.keep(text)
            self._app.tell("The question was closed meanwhile. ↑ in the answer box brings back what you wrote.")

    async def _edited(self, text: str, name: str, line: int = 1) -> str | None:
        """The text as the person's editor leaves it; None where it could not be opened or brought back, which is told.

        The interview goes on meanwhile; nothing is painted until the terminal is ours again.
        """
        app = self._app
        brought: external_editor.Brought | None = None
        trouble = ""
        try:
            if app.is_web:
                from hotseat.tui.in_browser import NO_EDITOR

                raise external_editor.NoEditor(NO_EDITOR)
            external_editor.command(os.environ)
            with app.batch_update(), app.suspend():
                try:
                    brought = await external_editor.edit(text, name, os.environ, line)
                except (external_editor.NoEditor, OSError) as fault:
                    # What is raised from here on would leave the terminal to nobody.
                    trouble = str(fault)
        except external_editor.NoEditor as fault:
            trouble = str(fault)
        except SuspendNotSupported:
            trouble = UNSEEN
        app.refresh(layout=True)
        if trouble:
            app.tell(trouble, bad=True)
        elif brought and brought.note:
            app.tell(brought.note)
        return brought.text if brought else None
