"""What an event is, and its place in the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

Data = dict[str, Any]
"""Plain JSON data."""


@dataclass(frozen=True)
class Event:
    """The base of all events."""

    streams: ClassVar[bool] = False
    """Written in batches and not synced: edits and output. Everything else is on disk before it is shown."""


@dataclass(frozen=True)
class Recorded:
    """An event with its place in the journal."""

    seq: int
    at: float
    """Seconds of the interview, pauses and time away left out."""
    wall: str
    """Date and time in UTC, ISO 8601."""
    event: Event
