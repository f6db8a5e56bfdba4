"""The table that the workbench's measurements end in."""

from __future__ import annotations

import statistics
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the table at the end."""

    what: str
    ours: str
    other: str
    ratio: float | None
    goal: str
    fine: bool


def beside(what: str, ours: list[float], other: list[float], goal: float | None) -> Row:
    """A row of medians in milliseconds, with the ratio of the medians; without ``goal`` it is only told."""
    mine, theirs = statistics.median(ours), statistics.median(other)
    ratio = mine / theirs
    if goal is None:
        return Row(what, f"{mine * 1e3:.1f} ms", f"{theirs * 1e3:.1f} ms", ratio, "", True)
    return Row(what, f"{mine * 1e3:.1f} ms", f"{theirs * 1e3:.1f} ms", ratio, f"at most {goal:g}", ratio <= goal)


def table(rows: list[Row]) -> str:
    """The rows as they are printed."""
    lines = [("", "Hotseat", "beside it", "ratio", "goal", "")]
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.3f}"
        lines.append((row.what, row.ours, row.other, ratio, row.goal, "" if row.fine else "missed"))
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)).rstrip() for line in lines)
