"""What is shown of an interview, as plain data: turns, verdicts, time, habits. A screen paints them, a line mode says them."""

from __future__ import annotations

from typing import Literal

from hotseat.frozen import frozen

Who = Literal["interviewer", "candidate", "notice"]
Outcome = Literal["passed", "failed", "error", "timeout", "not-run"]
OUTCOMES: dict[Outcome, str] = {
    "passed": "PASS",
    "failed": "FAIL",
    "error": "ERROR",
    "timeout": "TIME",
    "not-run": "NOT RUN",
}
"""The word for each outcome of a check."""
VERDICTS = {
    "pass": "PASS",
    "fail": "FAIL",
    "error": "ERROR",
    "timeout": "TIME",
    "not-judged": "NOT JUDGED",
}
"""The word for each verdict."""


def verdict_word(verdict: str) -> str:
    """The word for a verdict; an unknown one is shown as not judged."""
    return VERDICTS.get(verdict, VERDICTS["not-judged"])


@frozen
class Turn:
    """One message as it is shown."""

    who: Who
    text: str
    """Markdown where the interviewer speaks; shown as typed for anybody else."""
    at: float
    """Seconds since the interview began."""
    tag: str = ""
    """What kind of turn it is, such as "hint"; empty for ordinary talk."""


@frozen
class Moment:
    """Where the interview stands at one moment."""

    title: str = ""
    """Of the open section or question."""
    place: str = ""
    """Where it stands in the agenda, such as "2 of 5"."""
    section_left: float | None = None
    """Seconds; negative when over; None where there is no section."""
    total_left: float = 0.0
    paused: bool = False
    ended: bool = False
    opening: bool = False
    """The session is not open yet: there is no time to tell, and nothing to save."""
    kernel: str = "stopped"
    trouble: str = ""
    """Why the last change is not saved; empty when all is."""


@frozen
class CheckLine:
    """One check of a verdict."""

    name: str
    outcome: Outcome
    message: str = ""
    seconds: float = 0.0
    hidden: bool = False


@frozen
class Result:
    """A verdict as it is shown."""

    verdict: str
    """``pass``, ``fail``, ``error``, ``timeout`` or ``not-judged``."""
    reason: str
    checks: tuple[CheckLine, ...]
    number: int = 0
    """Which submission of the question it is, from 1."""
    disputed: bool = False
    """Whether the person contests it."""
    notes: tuple[str, ...] = ()
    """What came up besides: a cell that raised, one that did not end."""
    printed: str = ""
    """What the code printed while it was judged, its beginning."""


@frozen
class HabitLine:
    """One of the habits."""

    id: str
    text: str
    seen: int = 0
    """How often it was noticed so far."""
    ticked: bool = False
    """The person's own tick."""


@frozen
class ItemLine:
    """One thing to have ready before the call."""

    id: str
    text: str
    ticked: bool = False
