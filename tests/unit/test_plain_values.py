"""In plain lines a table is told by its size, its columns and its first rows, and a traceback by the person's own frames."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hotseat.plain.printed import Printed


def keep(name: str, data: bytes) -> Path:
    return Path(name)


def told(*outputs: dict[str, Any], bounded: bool = True) -> list[str]:
    printed = Printed(3, keep, bounded=bounded)
    return [row for output in outputs for row in printed.take(output)] + printed.end()


def frame(rows: int, columns: int) -> dict[str, Any]:
    body = "\n".join("\t".join([str(n), *(f"{n}.{c}" for c in range(columns))]) for n in range(rows))
    head = "\t".join(["", *(f"c{c}" for c in range(columns))])
    dtypes = "\t".join(["int64", *["float64"] * columns])
    told = {"kind": "table", "what": "DataFrame", "head": head, "body": body, "index": 1, "dtypes": dtypes, "text": "t"}
    return told | {"rows": rows, "columns": columns}


def test_a_small_table_is_told_whole() -> None:
    assert told(frame(2, 2)) == [
        "DataFrame, 2 rows by 2 columns.",
        "Columns: c0 float64, c1 float64. Index: int64.",
        "    c0   c1",
        "0  0.0  0.1",
        "1  1.0  1.1",
    ]


def test_of_a_large_table_the_ends_are_told_with_the_way_to_the_rest() -> None:
    rows = told(frame(100, 40))
    assert rows[0] == "DataFrame, 100 rows by 40 columns."
    assert "and 10 more. Index: int64." in rows[1]
    assert rows[-1] == "90 more rows and 25 more columns are not told here; /output 3 all tells them."
    assert told(frame(11, 2))[-1] == "1 more row is not told here; /output 3 all tells it."
    assert len(rows) < 20 and all(len(row) <= 100 for row in rows[2:])
    whole = told(frame(100, 40), bounded=False)
    assert len(whole) == 103 and whole[-1].endswith("99.39")


def test_a_table_that_cannot_be_read_is_told_as_the_kernel_printed_it() -> None:
    assert told({"kind": "table", "text": "   a\n0  1", "head": "", "body": ""}) == ["   a", "0  1"]


def test_an_array_is_told_with_its_shape_and_its_dtype() -> None:
    output = {"kind": "result", "count": 1, "text": "array([1.])", "about": "ndarray · 3 × 4 · float64"}
    assert told(output) == ["ndarray, 3 by 4, float64.", "array([1.])"]


def test_a_formula_is_told_as_text() -> None:
    assert told({"kind": "markdown", "text": r"$\frac{a}{b}$", "formula": True}) == ["a/b"]


def test_frames_of_libraries_are_counted_and_told_when_all_is_asked_for() -> None:
    text = (
        "ValueError   Traceback (most recent call last)\nCell In[1], line 1\n----> 1 f()\n\n"
        "File lib/python3.11/site-packages/numpy/core.py:9, in f()\n----> 9 raise\n\nValueError: \x1b]52;c;x\x07no"
    )
    rows = told({"kind": "failure", "traceback": text})
    assert "(1 frame in numpy is left out; /output 3 all tells them.)" in rows
    assert rows[-1] == "ValueError: no" and not any("site-packages" in row for row in rows)
    assert any("site-packages" in row for row in told({"kind": "failure", "traceback": text}, bounded=False))
