"""What an export tells of: a session's state, its events with their times, and what of its file was lost."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Generator
from dataclasses import field
from pathlib import Path

from hotseat.frozen import frozen
from hotseat.interview import events as e
from hotseat.interview import journal
from hotseat.interview.evolve import fold
from hotseat.interview.state import State
from hotseat.review.history import JOURNAL, folder_of
from hotseat.review.pastes import Paste, pastes


@frozen
class Account:
    """One session, read for an export."""

    session: str
    """Its id: the name of its folder."""
    state: State
    events: tuple[e.Recorded, ...]
    """All that happened, in order; kinds that nobody knows are among them."""
    pasted: tuple[Paste, ...] = ()
    lost: tuple[str, ...] = ()
    """What could not be read, a sentence each; empty when all is there."""
    closed: bool = False
    """Whether nothing can be added to the journal, since it is damaged before its end."""
    hotseat: str = ""
    """The version of Hotseat that began the journal."""
    times: dict[int, float] = field(default_factory=dict[int, float])
    """When each event was, in seconds of the session, by its number."""


def read(root: Path, session: str) -> Account:
    """A session on disk. Raises OSError or ValueError, with a sentence, where it cannot be read."""
    contents = journal.read(folder_of(root, session) / JOURNAL)
    with understood():
        events = tuple(e.from_record(r) for r in contents.records)
        if not all(math.isfinite(r.at) for r in events):
            raise ArithmeticError("no time")
        state = fold(events)
        pasted = pastes(contents.records)
    if not state.session:
        raise ValueError("The session has no beginning: its file was cut off before the first event.")
    lost = [contents.damage.sentence] if contents.damage else []
    unknown = sum(isinstance(r.event, e.Unknown) for r in events)
    if unknown:
        many = "1 event is" if unknown == 1 else f"{unknown} events are"
        lost.append(f"{many} of a kind that this Hotseat does not know, and left out.")
    times = {r.seq: r.at for r in events}
    return Account(session, state, events, pasted, tuple(lost), contents.broken, contents.header.hotseat, times)


@contextlib.contextmanager
def understood() -> Generator[None]:
    """Raises ValueError, with a sentence, for a whole journal in which something stands that cannot be made sense of.

    Each of its lines is what somebody wrote, so nothing is damaged; it need not be what this version of Hotseat writes.
    """
    try:
        yield
    except (LookupError, TypeError, AttributeError, ValueError, ArithmeticError, RecursionError) as fault:
        raise ValueError(f"It was written by another version of Hotseat ({type(fault).__name__}).") from None
