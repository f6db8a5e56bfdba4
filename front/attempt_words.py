"""Two attempts at one question, told in words and columns of plain text."""

from __future__ import annotations

from collections.abc import Sequence

from hotseat import harmless
from hotseat.frozen import frozen
from hotseat.review.attempts import Attempted, Comparison, Row


@frozen
class AttemptLine:
    """One attempt at a question, for choosing."""

    session: str
    started: str
    """Date and time as it is shown."""
    told: str
    """How it went, in a few words."""
    candidate: str = ""
    """The scripted candidate whose attempt it is; empty for one's own."""

    @property
    def label(self) -> str:
        """When it was, and whose it is where it is not one's own."""
        return f"{self.started}, rehearsed by {self.candidate}" if self.candidate else self.started


def other_than(attempts: Sequence[AttemptLine], own: int) -> int:
    """Which attempt one of them is compared with first: the next earlier one of the person's own, else the next later one.

    A rehearsal is taken where there is nothing else; -1 where there is nothing at all.
    """
    order = [*range(own + 1, len(attempts)), *range(own - 1, -1, -1)]
    return next((n for n in order if not attempts[n].candidate), order[0] if order else -1)


@frozen
class Tried:
    """A question of a session, and in how many sessions it was asked."""

    question: str
    title: str
    times: int


ONLY_ONE = "It takes two attempts at one question to compare them."
SAME_CODE = "The code is the same in both."
NO_CODE = "The question is answered in words; there is no code to compare."


def heads(comparison: Comparison) -> tuple[str, str]:
    """What stands above the columns: when each attempt was, and whose where it is not one's own."""
    return _when(comparison.left), _when(comparison.right)


def told(comparison: Comparison) -> list[str]:
    """The comparison in sentences, for the line mode: what is the same is told once."""
    left, right = heads(comparison)
    rows = [f"{harmless.line(comparison.title, 80)}: the attempt of {left}, then the one of {right}."]
    rows += [_row(row) for row in comparison.rows]
    if comparison.points:
        rows.append("The points, before and after:")
        rows += [f"- {_value(row)}: {row.label}" for row in comparison.points]
    return rows


def code_told(comparison: Comparison) -> str:
    """What is to be said of the code where no difference is shown; empty where one is."""
    if comparison.diff:
        return ""
    return SAME_CODE if comparison.left.code or comparison.right.code else NO_CODE


def _row(row: Row) -> str:
    return f"{row.label}: {_value(row)}."


def _value(row: Row) -> str:
    return row.left if row.same else f"{row.left}, then {row.right}"


def _when(attempt: Attempted) -> str:
    by = f" by {harmless.line(attempt.candidate, 30)}" if attempt.candidate else ""
    return f"{harmless.line(attempt.started[:16].replace('T', ' '))}{by}"
