"""What stands at the mark of each cell: how it ran last, and whether that still tells the truth. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from hotseat.front.views import run_words
from hotseat.frozen import frozen
from hotseat.interview.cells import Cell, split
from hotseat.interview.state import CellRecord, State

Tone = Literal["", "good", "bad", "stale", "busy"]


@frozen
class Note:
    """A short remark on a cell. Its words say all; the tone adds a colour where there are colours."""

    words: str
    tone: Tone = ""


def cell_notes(state: State, question: str | None, kernel_since: int = 0) -> dict[int, Note]:
    """For each cell of a question that has run, by its index, how its last run ended, or why that is out of date.

    ``kernel_since`` is the sequence number of the event with which the present kernel began: what ran before is gone.
    """
    there = state.questions.get(question) if question else None
    if there is None or not there.runs:
        return {}
    cells = split(there.code)
    runs = [state.cells[run] for run in there.runs]
    last = _last_runs(cells, [run for run in runs if run.ending != "not-run"])
    left_out = _last_runs(cells, runs)
    running = state.running_cell
    notes: dict[int, Note] = {}
    for cell in cells:
        run = last.get(cell.index)
        if run is None:
            if cell.index in left_out:
                notes[cell.index] = Note(run_words("not-run", 0, None))
            continue
        if not run.ending:
            notes[cell.index] = Note("running" if running and running.run == run.run else "waiting", "busy")
            continue
        why = _stale(cell, run, last, kernel_since)
        if why:
            number = f"[{run.count}] " if run.count is not None else ""
            notes[cell.index] = Note(f"{number}stale: {why}", "stale")
        else:
            tone = "good" if run.ending == "finished" else "bad"
            notes[cell.index] = Note(run_words(run.ending, run.seconds, run.count), tone)
    return notes


def stale(state: State, question: str | None, kernel_since: int = 0) -> list[int]:
    """The cells whose last run is out of date."""
    return [index for index, note in cell_notes(state, question, kernel_since).items() if note.tone == "stale"]


def _stale(cell: Cell, run: CellRecord, last: dict[int, CellRecord], kernel_since: int) -> str:
    if run.seq < kernel_since:
        return "the kernel was restarted"
    if run.code != cell.code:
        return "edited since"
    later = [index for index, other in last.items() if index < cell.index and other.seq > run.seq]
    return f"cell {later[0] + 1} ran since" if later else ""


def _last_runs(cells: Sequence[Cell], runs: Sequence[CellRecord]) -> dict[int, CellRecord]:
    """Each cell's last run. A cell that has moved is known by its code, one that was edited by its place."""
    by_code = {run.code: run for run in runs}
    by_place = {run.cell: run for run in runs}
    present = Counter(cell.code for cell in cells)
    last: dict[int, CellRecord] = {}
    for cell in cells:
        same, placed = by_code.get(cell.code), by_place.get(cell.index)
        if present[cell.code] > 1 and same is not None and same.cell != cell.index:
            same = None  # Cells with the same code are told apart by their place.
        if placed is not None and placed.code in present and placed.code != cell.code:
            placed = None  # That run was another cell's, which has moved.
        found = [run for run in (same, placed) if run is not None]
        if found:
            last[cell.index] = max(found, key=lambda run: run.seq)
    return last
