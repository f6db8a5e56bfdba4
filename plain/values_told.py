"""Tables, formulas and tracebacks of a cell in lines that can be listened to: what it is first, then its columns and rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hotseat import harmless
from hotseat.counted import counted
from hotseat.front.formulas import formula, in_text
from hotseat.front.tables import TableView, laid_out, table
from hotseat.front.tracebacks import stretches

ROWS, COLUMNS = 10, 100
"""Rows of a table that are said, and cells of a line that its columns may take, where not everything is asked for."""
MOST_NAMES = 30
"""Columns that are said by name and dtype, where not everything is asked for."""


def table_told(output: Mapping[str, Any], run: int, *, everything: bool) -> list[str]:
    """A table in lines; the text that the kernel printed for it where its cells cannot be read."""
    view = table(output)
    if view is None:
        return harmless.plain(str(output.get("text") or "")).split("\n")
    rows, columns = view.size.split(" × ")
    said = [f"{view.what}, {rows} by {columns}."]
    if names := _names(view, everything):
        said.append(names)
    laid = laid_out(view, 100_000 if everything else COLUMNS, len(view.body) if everything else ROWS, dtypes=False)
    said += [*laid.head, *laid.body]
    beyond = [counted(laid.more, "more row")] if laid.more else []
    beyond += [counted(laid.hidden, "more column")] if laid.hidden else []
    if beyond:
        are, them = ("is", "it") if laid.more + laid.hidden == 1 else ("are", "them")
        said.append(f"{' and '.join(beyond)} {are} not told here; /output {run} all tells {them}.")
    if view.left_out:
        said.append(view.left_out.replace("Here are", "Kept are"))
    return said


def _names(view: TableView, everything: bool) -> str:
    """The columns with their dtypes in a sentence; empty where dtypes are not known."""
    if not view.dtypes:
        return ""
    names = [" ".join(dict.fromkeys(row[n] for row in view.head if row[n])) for n in range(view.width)]
    told = [f"{names[n] or 'unnamed'} {view.dtypes[n]}" for n in range(view.index, view.width)]
    shown = told if everything else told[:MOST_NAMES]
    more = f", and {len(told) - len(shown)} more" if len(shown) < len(told) else ""
    index = ", ".join(view.dtypes[: view.index])
    return f"Columns: {', '.join(shown)}{more}. Index: {index}." if told else ""


def markdown_told(output: Mapping[str, Any]) -> str:
    """Markdown as it was typed, its formulas as text; a formula as text."""
    text = str(output.get("text") or "")
    return formula(text) if output.get("formula") else in_text(text)


def traceback_told(text: str, run: int, *, everything: bool) -> str:
    """A traceback, the frames of libraries only counted where not everything is asked for."""
    if everything:
        return text
    rows: list[str] = []
    for stretch in stretches(harmless.coloured(text)):
        if stretch.frames:
            left = "is" if stretch.frames == 1 else "are"
            rows.append(f"({stretch.told} {left} left out; /output {run} all tells them.)")
        else:
            rows += stretch.lines
    return "\n".join(rows)
