"""What an event is, and its place in the journal."""

from __future__ import annotations

from typing import Any, ClassVar

from hotseat.frozen import frozen

Data = dict[str, Any]
"""Plain JSON data."""


@frozen
class Event:
    """The base of all events."""

    streams: ClassVar[bool] = False
    """Written in batches and not synced: edits and output. Everything else is on disk before it is shown."""


@frozen
class Recorded:
    """An event with its place in the journal."""

    seq: int
    at: float
    """Seconds of the interview, pauses and time away left out."""
    wall: str
    """Date and time in UTC, ISO 8601."""
    event: Event
