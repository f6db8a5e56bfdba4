"""Code that came in at once without being recorded as pasted, found in a session's journal. Noted, not forbidden.

Typing is recorded in pieces of a second at most; so what is long came in at once: from an editor of one's own, or pasted in a
session that is older than the record of pastes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from hotseat.frozen import frozen
from hotseat.interview import events as e
from hotseat.interview import journal
from hotseat.interview.code_pastes import MuchCode, lines_of_much
from hotseat.review.history import JOURNAL, folder_of


@frozen
class Paste(MuchCode):
    """One edit that brought much code."""

    @property
    def sentence(self) -> str:
        """What to say of it."""
        return f"{self.size} came in at once: pasted, or from an editor of your own."


def pastes(records: Iterable[Mapping[str, Any]]) -> tuple[Paste, ...]:
    """The edits among a journal's records that brought much code at once and are not told to be pastes, in order."""
    found: list[Paste] = []
    for record in records:
        recorded = e.from_record(dict(record))
        event = recorded.event
        if isinstance(event, e.CodeEdited):
            lines = lines_of_much(event.text)
            if lines:
                found.append(Paste(recorded.seq, recorded.at, event.question, lines, len(event.text)))
        elif isinstance(event, e.CodePasted) and found and found[-1].seq == recorded.seq - 1:
            found.pop()
    return tuple(found)


def of_session(root: Path, session: str) -> tuple[Paste, ...]:
    """The same for a session on disk; none where its journal cannot be read."""
    try:
        return pastes(journal.read(folder_of(root, session) / JOURNAL).records)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return ()
