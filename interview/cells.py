"""Cells of a file in the percent format: a line that begins with ``# %%`` opens the next one."""

from __future__ import annotations

import re

from hotseat.frozen import frozen

_MARK = re.compile(r"^# ?%%(?P<rest>.*)$")


@frozen
class Cell:
    """One cell of a file."""

    index: int
    title: str
    """What stands behind the mark."""
    first: int
    """The cell's first line in the file, from 0; its mark where it has one."""
    last: int
    """Its last line."""
    code: str
    """Its lines without the mark."""


def split(text: str) -> tuple[Cell, ...]:
    """The cells of a file, in order. Lines above the first mark are a cell of their own unless they are blank.

    There is always at least one cell.
    """
    lines = text.split("\n")
    starts = [i for i, line in enumerate(lines) if _MARK.match(line)]
    if not starts or any(line.strip() for line in lines[: starts[0]]):
        starts = [0, *(s for s in starts if s)] if not (starts and starts[0] == 0) else starts
    cells: list[Cell] = []
    for index, start in enumerate(starts):
        end = starts[index + 1] if index + 1 < len(starts) else len(lines)
        mark = _MARK.match(lines[start])
        body = lines[start + 1 : end] if mark else lines[start:end]
        title = mark["rest"].strip() if mark else ""
        cells.append(Cell(index, title, start, end - 1, "\n".join(body).strip("\n")))
    return tuple(cells)


def cell_at(text: str, line: int) -> Cell:
    """The cell that a line of the file, counted from 0, belongs to; the nearest one where it belongs to none."""
    cells = split(text)
    return next((c for c in reversed(cells) if c.first <= line), cells[0])
