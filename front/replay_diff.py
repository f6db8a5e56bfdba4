"""The way from one text of code to another, as rows that can be shown: what goes, what comes, and what stays around it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from hotseat.front.answer_code import answer_code
from hotseat.frozen import frozen

Side = Literal["same", "gone", "new", "skipped"]
AROUND = 3
"""Rows that stay, shown around each change."""
MOST_ROWS = 4_000
"""Rows of a text that are compared; what follows is told and left out."""


@frozen
class DiffRow:
    """One row."""

    side: Side
    """``gone``: only in the first text; ``new``: only in the second; ``skipped``: rows that stay and are not shown."""
    text: str
    """The row, or how many are skipped."""
    own: int = 0
    """Its number in the first text, from 1; 0 where it is not there."""
    other: int = 0
    """Its number in the second text."""


def diff(own: str, other: str) -> tuple[DiffRow, ...]:
    """The rows that lead from ``own`` to ``other``; none where the two are the same but for blanks at the ends of lines."""
    first, second = _rows(own), _rows(other)
    cut = len(first) > MOST_ROWS or len(second) > MOST_ROWS
    first, second = first[:MOST_ROWS], second[:MOST_ROWS]
    if first == second and not cut:
        return ()
    made: list[DiffRow] = []
    groups = list(SequenceMatcher(None, first, second).get_grouped_opcodes(AROUND))
    at = 0
    for group in groups:
        if group[0][1] > at:
            made.append(_skipped(group[0][1] - at))
        for tag, i1, i2, j1, j2 in group:
            made += _part(tag, first, second, (i1, i2), (j1, j2))
        at = group[-1][2]
    if at < len(first):
        made.append(_skipped(len(first) - at))
    if cut:
        made.append(DiffRow("skipped", f"only the first {MOST_ROWS:,} lines are compared"))
    return tuple(made)


def answers_diff(own: str, other: str, asked: Sequence[str]) -> tuple[DiffRow, ...]:
    """The rows that lead from one file to the other, of the parts alone that answer what is asked."""
    return diff(answer_code(own, asked), answer_code(other, asked))


def _rows(text: str) -> list[str]:
    return [row.rstrip() for row in text.rstrip().split("\n")] if text.strip() else []


def _skipped(count: int) -> DiffRow:
    return DiffRow("skipped", f"{count:,} line{'' if count == 1 else 's'} the same")


def _part(
    tag: str, first: list[str], second: list[str], own: tuple[int, int], other: tuple[int, int]
) -> Iterator[DiffRow]:
    if tag == "equal":
        for i, j in zip(range(*own), range(*other), strict=True):
            yield DiffRow("same", first[i], i + 1, j + 1)
        return
    for i in range(*own):
        yield DiffRow("gone", first[i], own=i + 1)
    for j in range(*other):
        yield DiffRow("new", second[j], other=j + 1)


def counted(rows: tuple[DiffRow, ...]) -> str:
    """How much differs, in a sentence."""
    gone, new = sum(r.side == "gone" for r in rows), sum(r.side == "new" for r in rows)
    if not rows:
        return "Your code and the reference are the same."
    return f"From your code to the reference: {gone:,} line{'' if gone == 1 else 's'} out, {new:,} in."
