"""Code that came in at once, found in a session's journal: pasted, or written in an editor of one's own. Noted, not forbidden.

The code editor records a paste as an edit of its own, and typing in pieces of a second at most; so what is long came in at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from hotseat.frozen import frozen
from hotseat.interview import events as e
from hotseat.interview import journal
from hotseat.review.history import JOURNAL, folder_of

LEAST_LINES = 3
"""Lines with something on them, or"""
LEAST_CHARACTERS = 120
"""characters, from which on an edit is worth a note: nobody types as much within a second."""


@frozen
class Paste:
    """One edit that brought much code."""

    seq: int
    at: float
    """Seconds of the interview."""
    question: str
    lines: int
    """Lines with something on them."""
    characters: int

    @property
    def sentence(self) -> str:
        """What to say of it."""
        lines = "1 line" if self.lines == 1 else f"{self.lines} lines"
        return (
            f"{lines} of code ({self.characters:,} characters) came in at once: pasted, or from an editor of your own."
        )


def pastes(records: Iterable[Mapping[str, Any]]) -> tuple[Paste, ...]:
    """The edits among a journal's records that brought much code at once, in order."""
    found: list[Paste] = []
    for record in records:
        recorded = e.from_record(dict(record))
        event = recorded.event
        if isinstance(event, e.CodeEdited):
            lines = lines_of_much(event.text)
            if lines:
                found.append(Paste(recorded.seq, recorded.at, event.question, lines, len(event.text)))
    return tuple(found)


def lines_of_much(text: str) -> int:
    """How many lines a text has that are not blank, where it is long enough to be noted; else 0."""
    lines = sum(1 for line in text.split("\n") if line.strip())
    return lines if lines >= LEAST_LINES or (lines and len(text) >= LEAST_CHARACTERS) else 0


def of_session(root: Path, session: str) -> tuple[Paste, ...]:
    """The same for a session on disk; none where its journal cannot be read."""
    try:
        return pastes(journal.read(folder_of(root, session) / JOURNAL).records)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return ()
