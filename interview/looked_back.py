"""What a person has added to a session by looking back on it, as the state keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from hotseat.frozen import frozen

GRADES = ("again", "hard", "good", "easy")
"""How well a question was known, in the words of spaced repetition, the worst first."""
LONGEST_NOTE = 2_000
"""Characters of a bookmark's note, or of a reason."""


@frozen
class LineContest:
    """What a person says against a line of the scorecard."""

    told: str
    """What the line said then."""
    reason: str
    seq: int
    """Of the event."""


@frozen
class ScoredLine:
    """A line of a scorecard, as it was told."""

    name: str
    text: str
    value: float
    weight: float


@frozen
class Scored:
    """What a scorecard said when the session was put away."""

    seq: int
    """Of the event; the scorecard is that of all events before it."""
    version: int
    signal: str
    words: Mapping[str, str]
    lines: tuple[ScoredLine, ...]


@frozen
class LookedBack:
    contests: Mapping[str, LineContest] = field(default_factory=dict[str, LineContest])
    """By the name of the line that is contested."""
    guesses: Mapping[str, float] = field(default_factory=dict[str, float])
    """The score that the person thought a question would get, from 0 to 1, by the question's id."""
    grades: Mapping[str, str] = field(default_factory=dict[str, str])
    """The person's own grade, one of ``GRADES``, by the question's id."""
    bookmarks: Mapping[int, str] = field(default_factory=dict[int, str])
    """The note of each bookmark, which may be empty, by the sequence number of its moment."""
    scored: Scored | None = None
    """What the scorecard said when the session was last put away; None where that was before it was kept."""
