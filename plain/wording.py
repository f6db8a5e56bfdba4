"""What the interviewer says, in order and in its last words: a message that a language model is still wording is waited for."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from hotseat.interview.engine import Engine
from hotseat.interview.state import Message


class Wording:
    """Passes messages on once they will not change any more."""

    def __init__(self, engine: Engine, say: Callable[[Message], None]) -> None:
        """``say`` gets each message."""
        self._engine, self._say = engine, say
        self._speech = engine.effects.speech
        self._coming: deque[int] = deque()
        self._stop = self._speech.listen(self.settle) if self._speech else lambda: None

    @property
    def note(self) -> str:
        """Whose words they are where a language model speaks, or an empty text."""
        return self._speech.note if self._speech else ""

    @property
    def waits(self) -> bool:
        """Whether a message is still being worded."""
        return bool(self._coming)

    def add(self, said: int) -> None:
        """Take a message by its number; :meth:`settle` passes it on."""
        self._coming.append(said)

    def settle(self) -> None:
        """Pass on what has come to its last words, in order."""
        spoken = self._speech.spoken if self._speech else {}
        while self._coming and self._coming[0] not in spoken:
            said = self._coming.popleft()
            message = next((m for m in reversed(self._engine.state.messages) if m.seq == said), None)
            if message is not None:
                self._say(message)

    def close(self) -> None:
        """Pass on what is left as it stands, and listen no more."""
        self._stop()
        self._speech = None
        self.settle()
