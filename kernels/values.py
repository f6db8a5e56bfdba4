"""Tables, arrays and tensors out of what a kernel sends: the form that ``tell_values`` adds in the kernel, or HTML alone.

All of it comes from the candidate's process and can be forged: whatever is malformed gives None, and everything is bounded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from hotseat import harmless
from hotseat.kernels.outputs import Table

if TYPE_CHECKING:
    from hotseat.kernels.hypertext import Grid

MIME = "application/vnd.hotseat.value+json"
LONGEST = 600_000
"""Characters of what the kernel tells of one value."""
_ROWS_AND_COLUMNS = re.compile(r"(\d[\d,]*) rows × (\d[\d,]*) columns")
_SHAPE = re.compile(r"shape: \((\d[\d_,]*?)(?:, (\d[\d_,]*))?,?\)")


@cache
def code() -> str:
    """The cell that lets a kernel tell of its values; it leaves no name behind."""
    source = Path(__file__).with_name("tell_values.py").read_text("utf-8")
    return f"exec({source!r}, {{'__name__': 'hotseat'}})"


def told(value: object) -> Mapping[str, Any] | None:
    """What the kernel tells of a value; None where it tells nothing that can be read."""
    if not isinstance(value, str) or len(value) > LONGEST:
        return None
    try:
        data = json.loads(value)
    except (ValueError, RecursionError):
        return None
    return cast("Mapping[str, Any]", data) if isinstance(data, dict) else None


def about(data: Mapping[str, Any]) -> str:
    """An array in a line: ``ndarray · 3 × 4 · float64``; empty where it is none."""
    shape = data.get("shape")
    if not isinstance(shape, list) or len(shape := cast("list[object]", shape)) > 64:
        return ""
    numbers = [n for n in shape if isinstance(n, int)]
    parts = [
        _word(data.get("what")),
        " × ".join(f"{n:,}" for n in numbers) or "a single number",
        _word(data.get("dtype")),
    ]
    device = _word(data.get("device"))
    parts += [device] if device and device != "cpu" else []
    parts += ["requires grad"] if data.get("gradient") is True else []
    return " · ".join(part for part in parts if part)


def _grid(html: object) -> Grid | None:
    # The reader of HTML is loaded with the first table.
    from hotseat.kernels import hypertext

    return hypertext.table(html) if isinstance(html, str) else None


def table(data: Mapping[str, Any], text: str) -> Table | None:
    """The table that the kernel tells of; ``text`` is the same as the kernel prints it."""
    html = data.get("html")
    grid = _grid(html)
    if grid is None:
        return None
    levels = _words(data.get("index_dtypes"))
    dtypes = [*levels, *_words(data.get("dtypes"))]
    width = len((grid.head or grid.body)[0])
    if len(dtypes) == width:
        grid.index = len(levels)  # where there is no row, the HTML does not tell
    return _made(
        grid,
        text,
        what=_word(data.get("what")),
        dtypes=dtypes if len(dtypes) == width else [],
        rows=_count(data.get("rows")),
        columns=_count(data.get("columns")),
        row_gap=_count(data.get("row_gap")),
        column_gap=_count(data.get("column_gap")),
    )


def table_in_html(html: object, text: str) -> Table | None:
    """The first table in a value's HTML, as pandas, polars and others write it; None where there is none."""
    grid = _grid(html)
    if grid is None:
        return None
    dtypes: list[str] = []
    shape = _ROWS_AND_COLUMNS.search(grid.around) or _SHAPE.search(grid.around)
    if len(grid.head) == 2 and _SHAPE.search(grid.around):  # polars tells dtypes in a second row of its head
        dtypes = grid.head.pop()
    rows, columns = (_number(shape[1]), _number(shape[2])) if shape else (None, None)
    row_gap = _gap(grid)
    column_gap = next((n for n, name in enumerate(grid.head[-1] if grid.head else ()) if name == "..."), None)
    if column_gap is not None and columns is not None:
        for row in (*grid.head, *grid.body):
            del row[column_gap]
        dtypes = dtypes[:column_gap] + dtypes[column_gap + 1 :]
        column_gap -= grid.index
    else:
        column_gap = None
    return _made(grid, text, dtypes=dtypes, rows=rows, columns=columns, row_gap=row_gap, column_gap=column_gap)


def _gap(grid: Grid) -> int | None:
    """Takes the row of dots that stands for rows left out away; returns where it was."""
    for n, row in enumerate(grid.body):
        if all(cell in ("...", "…") for cell in row if cell) and any(row):
            del grid.body[n]
            return n
    return None


def _made(grid: Grid, text: str, *, dtypes: list[str], what: str = "", **numbers: int | None) -> Table:
    _lift_index_names(grid)
    columns = len((grid.head or grid.body)[0]) - grid.index
    told = {
        "rows": len(grid.body) if numbers["rows"] is None and not grid.cut else numbers["rows"],
        "columns": columns if numbers["columns"] is None and not grid.cut else numbers["columns"],
    }
    return Table(
        text=text,
        head=_joined(grid.head),
        body=_joined(grid.body),
        dtypes="\t".join(dtypes),
        index=grid.index,
        what=what,
        row_gap=numbers["row_gap"],
        column_gap=numbers["column_gap"],
        **told,
    )


def _lift_index_names(grid: Grid) -> None:
    """Puts the names of the index, for which pandas keeps a row of their own, beside those of the columns."""
    if len(grid.head) > 1 and not any(grid.head[-1][grid.index :]) and not any(grid.head[-2][: grid.index]):
        names = grid.head.pop()
        grid.head[-1][: grid.index] = names[: grid.index]


def _joined(rows: list[list[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def _word(value: object) -> str:
    return harmless.line(value, 60) if isinstance(value, str) else ""


def _words(value: object) -> list[str]:
    return [_word(word) for word in cast("list[object]", value)[:1000]] if isinstance(value, list) else []


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 60 else None


def _number(value: str | None) -> int | None:
    digits = re.sub(r"[_,]", "", value or "")
    return int(digits) if digits and len(digits) < 19 else None
