"""A language model's words as they come: the conversation follows them, and what is out of sight is told once it is whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.message import Message
from textual.screen import Screen

from hotseat.front import views
from hotseat.interview.events import ModelFellSilent, Recorded
from hotseat.interview.state import State
from hotseat.tui import safe

if TYPE_CHECKING:
    from hotseat.interview.engine import Engine
    from hotseat.tui.widgets.conversation import Conversation

PACE = 0.08
"""Seconds between two looks at words that are coming; faster is not read."""


class ModelWords:
    """Listens to the engine's language model, if it has one, on behalf of a screen."""

    class Came(Message):
        """More words came, or a message is as it will stay."""

    def __init__(self, screen: Screen[None], engine: Engine, tell: Callable[[str], None]) -> None:
        """``tell`` shows a sentence for a while."""
        self._screen = screen
        self._engine = engine
        self._speech = engine.effects.speech
        self._tell = tell
        self._due = False
        self._held: set[int] = set()
        self._stops: list[Callable[[], None]] = []

    def start(self) -> None:
        """Begin to listen; a model that fell silent before there was a screen is told now."""
        if self._speech is not None:
            self._stops = [self._speech.listen(self._changed), self._engine.listen(self._heard)]
            if self._engine.state.model_silent and not self._engine.state.resumed:
                self._tell(_silent(self._engine.state))

    def stop(self) -> None:
        """Listen no more."""
        for stop in self._stops:
            stop()

    def show(self, conversation: Conversation, state: State) -> None:
        """Bring the conversation in line with the state and with what is being said, and tell whose words they are."""
        conversation.show(views.turns(state, self._speech.spoken if self._speech else None))
        note = safe.line(self._speech.note, 60) if self._speech else None
        if note != conversation.border_subtitle:
            conversation.border_subtitle = note

    def holds(self, said: int) -> bool:
        """Whether a message is still being worded; if so, it is among :meth:`settled` once it no longer is."""
        held = self._speech is not None and said in self._speech.spoken
        if held:
            self._held.add(said)
        return held

    def settled(self) -> list[str]:
        """The messages held back that have come to their last words since this was asked."""
        done = {said for said in self._held if self._speech is None or said not in self._speech.spoken}
        self._held -= done
        return [m.text for m in self._engine.state.messages if m.seq in done] if done else []

    def _heard(self, state: State, records: Sequence[Recorded]) -> None:
        if any(isinstance(r.event, ModelFellSilent) for r in records):
            self._tell(_silent(state))

    def _changed(self) -> None:
        if not self._due and self._screen.is_running:
            self._due = True
            self._screen.set_timer(PACE, self._came)

    def _came(self) -> None:
        self._due = False
        self._screen.post_message(self.Came())


def _silent(state: State) -> str:
    """That the language model could not be used, and what that means."""
    return f"{state.model_silent} The interviewer goes on in the offline voice; nothing is lost."
