"""Where in the code an exception arose: the candidate's own lines that its traceback leads through. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hotseat import harmless
from hotseat.interview.state import State

_FRAME = re.compile(r"Cell In\[(\d+)\], line (\d+)")


@dataclass(frozen=True)
class Place:
    """A line of a cell."""

    cell: int
    """The cell's place in the file, from 0."""
    line: int
    """Of the cell's code, from 1."""


@dataclass(frozen=True)
class Fault:
    """An exception."""

    words: str
    """Its name and its message."""
    places: tuple[Place, ...]
    """From the line that was run down to the one where it arose; not empty."""


def fault(
    state: State, run: int, outputs: Iterable[Mapping[str, Any]], present: Mapping[int, str], kernel_since: int = 0
) -> Fault | None:
    """The exception that one of these outputs of a run tells, where it can be placed in the code.

    ``present`` is the code of the cells as they stand, by their place: a line of one that was changed since is left out.
    ``kernel_since`` is the sequence number of the event with which the present kernel began, which counts its cells anew.
    """
    running = state.cells.get(run)
    told = next((o for o in outputs if o.get("kind") == "failure" and isinstance(o.get("line"), int)), None)
    if running is None or told is None:
        return None
    # The cell that runs has no number in the state yet; a number that is not known is its own.
    numbered = {
        c.count: c
        for c in state.cells.values()
        if c.question == running.question and kernel_since < c.seq < running.seq
    }
    frames = [(running, int(told["line"]))]
    for count, line in _FRAME.findall(harmless.colours_dropped(str(told.get("traceback") or ""))):
        frames.append((numbered.get(int(count), running), int(line)))
    found = [Place(c.cell, line) for c, line in frames if present.get(c.cell) == c.code]
    # The last time that a line comes counts: the innermost frame is told last.
    places = tuple(dict.fromkeys(reversed(found)))[::-1]
    return Fault(harmless.line(f"{told.get('name')}: {told.get('message')}", 80), places) if places else None
