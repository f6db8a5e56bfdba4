"""How much code must come in at once to be worth a note. Pure."""

from __future__ import annotations

from hotseat.frozen import frozen

LEAST_LINES = 3
"""Lines with something on them, or"""
LEAST_CHARACTERS = 120
"""characters, from which on an edit is worth a note: nobody types as much within a second."""


def lines_of_much(text: str) -> int:
    """How many lines a text has that are not blank, where it is long enough to be noted; else 0."""
    lines = sum(1 for line in text.split("\n") if line.strip())
    return lines if lines >= LEAST_LINES or (lines and len(text) >= LEAST_CHARACTERS) else 0


@frozen
class MuchCode:
    """Code that came in at once: when, where and how much."""

    seq: int
    at: float
    """Seconds of the interview."""
    question: str
    lines: int
    """Lines with something on them."""
    characters: int

    @property
    def size(self) -> str:
        """In words, such as ``3 lines of code (54 characters)``."""
        return f"{self.lines} {'line' if self.lines == 1 else 'lines'} of code ({self.characters:,} characters)"
