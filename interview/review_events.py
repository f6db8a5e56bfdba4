"""What is added to a session when it is over and looked back on; none of it changes what happened."""

from __future__ import annotations

from hotseat.frozen import frozen
from hotseat.interview.event import Data, Event


@frozen
class LineContested(Event):
    """The person contests a line of the scorecard; kept beside the score, which stands."""

    line: str
    """The line's name, as :attr:`hotseat.interview.scoring.Line.name` has it."""
    told: str
    """What the line said then."""
    reason: str


@frozen
class LineContestWithdrawn(Event):
    """The person takes back what they said of a line."""

    line: str


@frozen
class ScoreGuessed(Event):
    """Before the score of a question was shown, the person said what they thought it would be."""

    question: str
    guess: float
    """From 0 to 1."""


@frozen
class GradeSet(Event):
    """The person says how well they knew a question, whatever its verdict says; the practice plan goes by it."""

    question: str
    grade: str
    """``again``, ``hard``, ``good`` or ``easy``; empty takes the word back."""


@frozen
class BookmarkSet(Event):
    """A moment of the session is marked, or its note changed."""

    moment: int
    """The sequence number of the event that it is set at."""
    note: str


@frozen
class BookmarkRemoved(Event):
    """A bookmark is taken out."""

    moment: int


@frozen
class SessionScored(Event):
    """The session was put away, and this is what its scorecard said then; written anew only when it says something else."""

    version: int
    """Of the scoring."""
    signal: str
    """The hire signal's word."""
    words: Data
    """The word of each competency, by its id."""
    lines: tuple[Data, ...]
    """Each line: ``name``, ``text``, ``value`` and ``weight``."""
