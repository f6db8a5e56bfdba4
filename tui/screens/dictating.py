"""The part of the interview screen that is about speaking: a dictation is begun and shown, and its words are put in."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.timer import Timer

from hotseat.tui.screens.waiting import Waiting
from hotseat.tui.widgets.answer import AnswerBox
from hotseat.tui.widgets.workspace import Workspace

if TYPE_CHECKING:
    from hotseat.front.dictation import Dictation
    from hotseat.tui.app import HotseatApp

CANCEL = "cancel"
"""What stands behind the word to throw a dictation away."""
LOOK_OVER = "What was heard stands in the answer box. Look it over; enter sends it."


class Dictating(Waiting):
    """Takes an answer from the person's own speech-to-text command into the answer box. It is never sent from here."""

    work: Workspace
    _dictation: Dictation | None = None
    """The one that goes on."""
    _showing: Timer | None = None

    @property
    def _app(self) -> HotseatApp:
        return cast("HotseatApp", self.app)

    def action_dictate(self) -> None:
        """Begin to record, or stop that."""
        self.dictate("")

    def dictate(self, what: str) -> None:
        """Begin a dictation, from a recorded file where ``what`` is its path; stop the one that goes on, or cancel it."""
        now = self._dictation
        if now is None and what == CANCEL:
            self._app.tell("No dictation goes on, so there is nothing to cancel.")
        elif now is None:
            self._begin_dictation(what)
        elif what == CANCEL:
            self._throw_away()
        elif now.records:
            now.stop()
            self._show_dictation()
        else:
            self._app.tell("The words are still being worked out. esc in the answer box throws them away.")

    def on_answer_box_dictation_left(self, event: AnswerBox.DictationLeft) -> None:
        event.stop()
        self._throw_away()

    def _throw_away(self) -> None:
        """Want the words no more; another dictation can begin at once, while this one is still being ended."""
        if self._dictation is not None:
            self._dictation.throw_away()
            self._leave_dictation(self._dictation)

    def _leave_dictation(self, now: Dictation) -> None:
        if self._dictation is not now:
            return
        self._dictation = None
        if self._showing is not None:
            self._showing.stop()
        if self.is_mounted:
            self._show_dictation()

    def _begin_dictation(self, file: str) -> None:
        from hotseat.front import dictation

        try:
            words = dictation.command_for(self._app.dictate, file)
        except dictation.NoWords as fault:
            self._app.tell(str(fault), bad=True)
            return
        self._dictation = now = dictation.Dictation(words, bool(file))
        self.work.go("talk")
        self._showing = self.set_interval(1.0, self._show_dictation)
        self._show_dictation()
        self.run_worker(self._dictated(now), group="dictation", exit_on_error=False)

    async def _dictated(self, now: Dictation) -> None:
        """See a dictation through to its words, or to why there are none."""
        from hotseat.front import dictation

        told = ""
        try:
            words = await now.words()
        except dictation.NoWords as fault:
            words, told = "", str(fault)
        finally:
            self._leave_dictation(now)
        if told:
            self._app.tell(told, bad=not now.thrown_away)
        else:
            self._app.tell(self.work.answer.take_in(words) or LOOK_OVER)

    def _show_dictation(self) -> None:
        now = self._dictation
        self.work.show_dictation(now.told if now is not None else "", stoppable=now is not None and now.records)

    async def on_unmount(self) -> None:
        if self._dictation is not None:
            self._dictation.throw_away()
