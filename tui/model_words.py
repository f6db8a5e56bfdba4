"""A language model's words as they come: the conversation follows them, and a message out of sight is told once it is whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.message import Message
from textual.screen import Screen

from hotseat.interview.engine import Engine

PACE = 0.08
"""Seconds between two looks at words that are coming; faster is not read."""


class ModelWords:
    """Listens to the engine's language model, if it has one, on behalf of a screen."""

    class Came(Message):
        """More words came, or a message is as it will stay."""

    def __init__(self, screen: Screen[None], engine: Engine) -> None:
        self._screen = screen
        self._speech = engine.effects.speech
        self._due = False
        self._held: set[int] = set()
        self._stop: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Begin to listen."""
        if self._speech is not None:
            self._stop = self._speech.listen(self._changed)

    def stop(self) -> None:
        """Listen no more."""
        self._stop()

    @property
    def spoken(self) -> Mapping[int, str]:
        """The messages that are being worded, and what may be shown of each."""
        return self._speech.spoken if self._speech is not None else {}

    @property
    def note(self) -> str:
        """Whose words they are; empty where there is only the offline voice."""
        return self._speech.note if self._speech is not None else ""

    def holds(self, said: int) -> bool:
        """Whether a message is still being worded; if so, it is among :meth:`settled` once it no longer is."""
        if said in self.spoken:
            self._held.add(said)
        return said in self.spoken

    def settled(self) -> set[int]:
        """The messages held back that have come to their last words since this was asked."""
        settled = {said for said in self._held if said not in self.spoken}
        self._held -= settled
        return settled

    def _changed(self) -> None:
        if not self._due and self._screen.is_running:
            self._due = True
            self._screen.set_timer(PACE, self._tell)

    def _tell(self) -> None:
        self._due = False
        self._screen.post_message(self.Came())
