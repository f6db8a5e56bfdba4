"""Reads sessions for the index; where they are much, in several processes.

Run as a program, it is one of those processes; see :mod:`hotseat.many`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from hotseat.many import Progress, carry_out, serve
from hotseat.review.history import Attempt, Summary, read, summarise, unreadable
from hotseat.review.outcomes import Outcome
from hotseat.review.pieces import Piece, pieces

MUCH = 3_000_000
"""Bytes of journals from which on reading takes longer than other processes to start."""
_AT_ONCE = 16
"""Sessions that are read and written down together."""


class Entry(NamedTuple):
    """What the index holds of one session."""

    summary: Summary
    pieces: tuple[Piece, ...]


def read_all(
    root: Path,
    sessions: Sequence[str],
    size: int,
    keep: Callable[[Sequence[tuple[int, Entry]]], None],
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> None:
    """Read the sessions and pass on what each holds, with its number, some at a time and in any order.

    ``size`` is that of all journals in bytes. Raises :class:`hotseat.many.Stopped` once ``stop`` is set.
    """
    jobs = [(str(root), session) for session in sessions]
    carry_out(
        jobs,
        lambda job: read_entry(*job),
        _of_plain,
        __name__,
        keep,
        several=size >= MUCH,
        progress=progress,
        stop=stop,
        at_once=_AT_ONCE,
    )


def read_entry(root: str, session: str) -> Entry:
    """What the index holds of a session; never raises for what is on disk."""
    try:
        found = read(Path(root), session)
        summary = summarise(session, found.state, found.lost, closed=found.closed)
        return Entry(summary, tuple(pieces(found.state, found.last_edits)))
    except Exception as fault:  # whatever one file holds, the others are still listed
        return Entry(unreadable(session, fault), ())


def to_plain(summary: Summary) -> dict[str, Any]:
    """The summary as plain data."""
    return asdict(summary)


def of_plain(plain: dict[str, Any]) -> Summary:
    """The summary that :func:`to_plain` gave. Raises ValueError, TypeError or LookupError for anything else."""
    given: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in plain.items()}
    given["attempts"] = tuple(Attempt(**attempt) for attempt in plain["attempts"])
    given["outcomes"] = tuple(Outcome(**outcome) for outcome in plain["outcomes"])
    given["scores"] = tuple((str(name), float(score)) for name, score in plain["scores"])
    return Summary(**given)


def _of_plain(plain: Any) -> Entry:
    summary, found = plain
    return Entry(of_plain(summary), tuple(Piece(*piece) for piece in found))


def _answer(job: Any) -> Any:
    entry = read_entry(*job)
    return to_plain(entry.summary), entry.pieces


if __name__ == "__main__":
    serve(_answer)
