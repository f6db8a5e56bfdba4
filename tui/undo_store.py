"""The undo history of the code, kept beside the session so that it outlives a restart. Bounded, and checked when read back.

The journal holds the code itself; a history that does not lead to it any more is joined to it by one step.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from textual.document._document import EditResult, Selection
from textual.document._edit import Edit
from textual.document._history import EditHistory

from hotseat.interview import disk
from hotseat.interview.drafts import changed

MOST_STEPS = 300
"""Steps back that are kept."""
MOST_CHARACTERS = 400_000
"""Characters of a history on disk; the oldest steps go first."""
LARGEST = 4_000_000
"""Bytes of a file that is read back."""

Batches = list[list[Edit]]
Row = list[Any]


def steps(history: EditHistory) -> tuple[Batches, Batches]:
    """What can be undone and redone, as it stands now; cheap, so that it can be written elsewhere."""
    return [list(b) for b in history.undo_stack[-MOST_STEPS:]], [list(b) for b in history.redo_stack[-MOST_STEPS:]]


def save(path: Path, text: str, undo: Batches, redo: Batches) -> None:
    """Write a history that leads to this text. Raises OSError where it cannot be written."""
    kept: list[list[Row]] = []
    size = 0
    for batch in reversed(undo):
        rows = [_row(edit) for edit in batch]
        size += sum(len(r[0]) + len(r[5]) + 60 for r in rows)
        if size > MOST_CHARACTERS:
            break
        kept.append(rows)
    again = [[_row(e) for e in batch] for batch in redo]
    if sum(len(r[0]) + len(r[5]) + 60 for rows in again for r in rows) > MOST_CHARACTERS:
        again = []
    data = json.dumps({"text": text, "undo": kept[::-1], "redo": again}, ensure_ascii=True)
    disk.make_private(path.parent)
    disk.put(path, data.encode("ascii"), lasting=False)


def load(path: Path, text: str) -> tuple[Batches, Batches]:
    """The steps that lead to ``text``; both empty where there is no history, or where it is damaged."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, IndexError):
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) <= LARGEST:
            return _read(cast("dict[str, Any]", json.loads(data)), text)
    return [], []


def put_back(history: EditHistory, undo: Batches, redo: Batches) -> None:
    """Let a history, which is empty, hold these steps."""
    history._undo_stack.extend(undo)  # pyright: ignore[reportPrivateUsage]
    history._redo_stack.extend(redo)  # pyright: ignore[reportPrivateUsage]
    history.checkpoint()


def _read(data: dict[str, Any], text: str) -> tuple[Batches, Batches]:
    stored = data["text"]
    undo = [[_edit(row) for row in batch] for batch in data["undo"]]
    redo = [[_edit(row) for row in batch] for batch in data["redo"]]
    if not isinstance(stored, str) or not _leads(stored, undo, redo):
        return [], []
    if stored != text:
        undo, redo = [*undo, [_bridge(stored, text)]], []
    return undo, redo


def _row(edit: Edit) -> Row:
    result = edit._edit_result  # pyright: ignore[reportPrivateUsage]
    before = edit._original_selection or Selection()  # pyright: ignore[reportPrivateUsage]
    ends = (result.end_location, result.replaced_text) if result else (edit.bottom, "")
    return [
        edit.text,
        edit.from_location,
        edit.to_location,
        edit.maintain_selection_offset,
        *ends,
        before.start,
        before.end,
    ]


def _edit(row: Row) -> Edit:
    text, start, end, maintain, result_end, replaced, before_start, before_end = row
    if not isinstance(text, str) or not isinstance(replaced, str):
        raise ValueError("an edit without its text")
    edit = Edit(text, _place(start), _place(end), bool(maintain))
    edit._edit_result = EditResult(_place(result_end), replaced)  # pyright: ignore[reportPrivateUsage]
    edit._original_selection = Selection(_place(before_start), _place(before_end))  # pyright: ignore[reportPrivateUsage]
    return edit


def _place(value: Sequence[object]) -> tuple[int, int]:
    row, column = value
    if type(row) is not int or type(column) is not int or row < 0 or column < 0:
        raise ValueError("no place in a text")
    return row, column


def _bridge(old: str, new: str) -> Edit:
    """The one step from a text to another."""
    start, end, text = changed(old, new)
    edit = Edit(text, _location(old, start), _location(old, end), False)
    edit._edit_result = EditResult(_location(new, start + len(text)), old[start:end])  # pyright: ignore[reportPrivateUsage]
    edit._original_selection = Selection.cursor(_location(old, end))  # pyright: ignore[reportPrivateUsage]
    return edit


def _location(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1


def _leads(text: str, undo: Batches, redo: Batches) -> bool:
    """Whether these steps fit the text: one that does not would break the editor at the key that takes it back."""
    lines = text.split("\n")
    for edit in (edit for batch in reversed(undo) for edit in reversed(batch)):
        result = edit._edit_result  # pyright: ignore[reportPrivateUsage]
        if result is None or _swap(lines, edit.top, result.end_location, result.replaced_text) != edit.text:
            return False
        if not _inside(lines, edit._original_selection):  # pyright: ignore[reportPrivateUsage]
            return False
    lines = text.split("\n")
    for edit in (edit for batch in reversed(redo) for edit in batch):
        result = edit._edit_result  # pyright: ignore[reportPrivateUsage]
        if not _inside(lines, edit._original_selection):  # pyright: ignore[reportPrivateUsage]
            return False
        if result is None or _swap(lines, edit.top, edit.bottom, edit.text) != result.replaced_text:
            return False
    return True


def _inside(lines: list[str], selection: Selection | None) -> bool:
    ends = (selection.start, selection.end) if selection else ()
    return all(row < len(lines) and column <= len(lines[row]) for row, column in ends)


def _swap(lines: list[str], start: tuple[int, int], end: tuple[int, int], new: str) -> str | None:
    """Put a text in the place of another among the lines, and return that one; None where there is no such place."""
    (top, left), (bottom, right) = start, end
    if start > end or bottom >= len(lines) or left > len(lines[top]) or right > len(lines[bottom]):
        return None
    taken = lines[top : bottom + 1]
    taken[-1] = taken[-1][:right]
    old = "\n".join([taken[0][left:], *taken[1:]])
    lines[top : bottom + 1] = (lines[top][:left] + new + lines[bottom][right:]).split("\n")
    return old
