"""A table among the outputs of a cell, and how it is laid out in columns of text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from hotseat import harmless
from hotseat.frozen import frozen

WIDEST = 40
"""Cells of the screen that one column may take; what is longer is cut."""
BETWEEN = "  "
_NUMBER = re.compile(r"[-+]?(\d[\d_,]*(\.\d*)?|\.\d+)([eE][-+]?\d+)?%?")
_MISSING = frozenset({"", "nan", "NaN", "None", "<NA>", "NaT", "inf", "-inf", "null"})


@frozen
class TableView:
    """A table as it is shown; all rows have the same number of cells."""

    what: str
    head: tuple[tuple[str, ...], ...]
    dtypes: tuple[str, ...]
    """Of each column, those of the index first; empty where they are not known."""
    body: tuple[tuple[str, ...], ...]
    index: int
    """How many leading cells of each row name it."""
    rows: int | None
    """In the whole table."""
    columns: int | None
    """In the whole table, its index not counted."""
    row_gap: int | None
    """Before which row others are left out."""
    column_gap: int | None
    """Before which cell of a row others are left out."""

    @property
    def width(self) -> int:
        """How many cells a row has."""
        return len((*self.head, *self.body, ())[0])

    @property
    def size(self) -> str:
        """The size of the whole table in words; of what there is of it where that is not known."""
        rows = f"{len(self.body)}+" if self.rows is None else f"{self.rows:,}"
        columns = f"{self.width - self.index}+" if self.columns is None else f"{self.columns:,}"
        return f"{_counted(rows, 'row')} × {_counted(columns, 'column')}"

    @property
    def left_out(self) -> str:
        """What of it is not there, as a sentence; empty where all of it is."""
        told: list[str] = []
        if self.row_gap is not None:
            told.append(f"its first {self.row_gap:,} and last {len(self.body) - self.row_gap:,} rows")
        elif self.rows is None or self.rows > len(self.body):
            told.append(f"its first {len(self.body):,} rows")
        if self.column_gap is not None:
            first, last = self.column_gap - self.index, self.width - self.column_gap
            told.append(f"its first {first} and last {last} columns")
        elif self.columns is None or self.columns > self.width - self.index:
            told.append(f"its first {self.width - self.index} columns")
        return f"Here are {' and '.join(told)}." if told else ""

    def numeric(self, column: int) -> bool:
        """Whether a column holds numbers, which stand below one another at their right ends."""
        if self.dtypes:
            return bool(re.match(r"(u?int|float|complex|bool|[iuf]\d)", self.dtypes[column].lower()))
        cells = [row[column] for row in self.body if row[column] not in _MISSING]
        return bool(cells) and all(_NUMBER.fullmatch(cell) for cell in cells[:200])


def _counted(number: str, what: str) -> str:
    return f"{number} {what}" if number == "1" else f"{number} {what}s"


def table(output: Mapping[str, Any]) -> TableView | None:
    """The table that an output of the kind ``table`` holds; None for one that holds none."""
    head, body = _rows(output.get("head")), _rows(output.get("body"))
    width = max((len(row) for row in (*head, *body)), default=0)
    if not width:
        return None
    index, dtypes = _number(output.get("index")) or 0, _rows(output.get("dtypes"))
    gap, row_gap = _number(output.get("column_gap")), _number(output.get("row_gap"))
    index = min(index, width)
    return TableView(
        harmless.line(str(output.get("what") or ""), 40) or "Table",
        tuple(_filled(row, width) for row in head),
        tuple(dtypes[0]) if dtypes and len(dtypes[0]) == width else (),
        tuple(_filled(row, width) for row in body),
        index,
        _number(output.get("rows")),
        _number(output.get("columns")),
        row_gap if row_gap is not None and row_gap <= len(body) else None,
        gap + index if gap is not None and gap + index <= width else None,
    )


def _rows(text: object) -> list[list[str]]:
    if not isinstance(text, str) or not text:
        return []
    return [[harmless.line(cell, 200) for cell in row.split("\t")] for row in text.split("\n")]


def _filled(row: list[str], width: int) -> tuple[str, ...]:
    return (*row, *[""] * (width - len(row)))


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


@frozen
class Laid:
    """A table in rows of text: first those of its head, then one of dtypes where they are known, then its body."""

    head: tuple[str, ...]
    dtypes: str
    body: tuple[str, ...]
    hidden: int
    """How many columns there was no room for."""
    more: int
    """How many rows of the body there was no room for."""


def laid_out(view: TableView, width: int, most_rows: int, *, dtypes: bool = True) -> Laid:
    """The table within a width, in cells of the screen: columns that find no room are left out, rows beyond ``most_rows`` too.

    The index always stays. Where rows are left out in the middle a row of dots stands for them, and a column of dots for columns.
    """
    rows, told = list(view.body), view.dtypes if dtypes else ()
    shown, gap = rows, view.row_gap
    if len(rows) > most_rows:
        first = most_rows - most_rows // 2
        last = len(rows) - most_rows // 2
        shown, gap = [*rows[:first], *rows[last:]], first
    lines: list[Sequence[str]] = [*view.head, *([told] if told else []), *shown]
    columns = [_column([line[n] for line in lines], view.numeric(n)) for n in range(view.width)]
    taken, count = 0, 0
    for n, column in enumerate(columns):
        needed = _width(column[0]) + (len(BETWEEN) if n else 0)
        if count and n >= view.index and taken + needed > width:
            break
        taken, count = taken + needed, count + 1
    columns = columns[:count]
    if view.column_gap is not None and view.column_gap < count:
        columns.insert(view.column_gap, ["…"] * len(lines))
    text = [BETWEEN.join(row).rstrip() for row in zip(*columns, strict=True)]
    heads = len(view.head)
    body = text[heads + bool(told) :]
    if gap is not None and 0 < gap < len(body):
        body.insert(gap, "⋮")
    said = text[heads] if told else ""
    return Laid(tuple(text[:heads]), said, tuple(body), view.width - count, len(rows) - len(shown))


def _column(cells: list[str], right: bool) -> list[str]:
    cut = [_cut(cell) for cell in cells]
    width = max((_width(cell) for cell in cut), default=0)
    return [" " * (width - _width(c)) + c if right else c + " " * (width - _width(c)) for c in cut]


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth, wcwidth

    found = wcswidth(text)
    return found if found >= 0 else sum(max(wcwidth(sign), 0) for sign in text)


def _cut(text: str) -> str:
    if _width(text) <= WIDEST:
        return text
    kept = text[: WIDEST - 1]
    while _width(kept) > WIDEST - 1:
        kept = kept[:-1]
    return f"{kept}…"
