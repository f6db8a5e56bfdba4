"""Pictures of numbers as lines of text, drawn by plotext, which is loaded when the first of them is drawn.

Every picture can be read without colour and stands beside words that say the same; see :mod:`hotseat.front.chart_words`. Drawing
loads and computes: from a screen it is done in a thread.
"""

from __future__ import annotations

import contextlib
import io
import threading
from collections.abc import Sequence
from typing import Any

from hotseat import harmless
from hotseat.review.charts import SOLID, SectionTime, Standing, Week

SPENT, PLANNED = "█", "░"
"""The signs of a section's bars."""
MEAN, RANGE, LIMIT = "●", "─", "┊"
"""The signs of a mean, of what it may well lie between, and of the score from which one is solid."""
WEEK_ROWS = 12
NARROWEST = 40
"""Columns below which nothing is drawn."""
_LABEL = 24
"""Characters of a name at the side."""
_WORDS = ((0.0, "0"), (0.35, "partial"), (SOLID, "solid"), (0.8, "strong"), (1.0, "1"))
_drawing = threading.Lock()
"""The library has one figure for the whole program."""


def sections(times: Sequence[SectionTime], width: int) -> str:
    """Two bars a section, what it was to take above what it took, in minutes; empty where there is nothing to draw."""
    if width < NARROWEST or not any(t.planned or t.spent for t in times):
        return ""
    rows = len(times) * 3 - 1
    # From the top: the row of the plan, the row of what was spent, an empty one.
    planned = [(rows - 3 * n, t.planned / 60) for n, t in enumerate(times)]
    spent = [(rows - 3 * n - 1, t.spent / 60) for n, t in enumerate(times)]

    def draw(figure: Any) -> None:
        for bars, sign in ((planned, PLANNED), (spent, SPENT)):
            for at, length in bars:
                if length:
                    figure.draw(figure.segment((0, length), (at, at), marker=sign))
        _scale(figure, 0, max(length for _, length in (*planned, *spent)))
        _rows(figure, rows)
        figure.ruler("y").ticks([at for at, _ in planned], [_name(t.title) for t in times])

    return _drawn(draw, width, rows + 3)


def weeks(found: Sequence[Week], width: int) -> str:
    """A line up each week from low to high, with the mean on it; empty where there are no two weeks."""
    if width < NARROWEST or len(found) < 2:
        return ""
    shown = found[-max(4, (width - 14) // 6) :]
    first = shown[0].monday
    at = [(week.monday - first).days / 7 for week in shown]

    def draw(figure: Any) -> None:
        for x, week in zip(at, shown, strict=True):
            figure.draw(figure.segment((x, x), (week.scores.low, week.scores.high), marker="│"))
        figure.draw(figure.signal(at, [week.scores.mean for week in shown], marker=MEAN))
        figure.ruler("y").lim(0, 1)
        figure.ruler("y").ticks([value for value, _ in _WORDS], [word for _, word in _WORDS])
        figure.ruler("x").lim(-0.5, at[-1] + 0.5)
        every = max(1, len(shown) * 9 // max(1, width - 10))
        picked = list(zip(at, shown, strict=True))[::every]
        figure.ruler("x").ticks([x for x, _ in picked], [f"{week.monday:%d %b}" for _, week in picked])

    return _drawn(draw, width, WEEK_ROWS + 3)


def standings(found: Sequence[Standing], width: int) -> str:
    """A line a topic from low to high, with the mean on it; only topics with enough evidence; empty where there is none."""
    shown = [standing for standing in found if standing.enough]
    if width < NARROWEST or not shown:
        return ""
    rows = len(shown)

    def draw(figure: Any) -> None:
        at = [rows - n for n in range(rows)]
        for row, standing in zip(at, shown, strict=True):
            figure.draw(figure.segment((standing.scores.low, standing.scores.high), (row, row), marker=RANGE))
        figure.draw(figure.signal([SOLID] * rows, at, marker=LIMIT))
        figure.draw(figure.signal([standing.scores.mean for standing in shown], at, marker=MEAN))
        _rows(figure, rows)
        figure.ruler("y").ticks(at, [_name(standing.topic) for standing in shown])
        figure.ruler("x").lim(0, 1)
        figure.ruler("x").ticks([value for value, _ in _WORDS], [word for _, word in _WORDS])

    return _drawn(draw, width, rows + 3)


def _scale(figure: Any, low: float, high: float) -> None:
    """Whole minutes along the bottom."""
    step = next((s for s in (1, 2, 5, 10, 15, 30, 60, 120) if high / s <= 8), 240)
    marks = [n * step for n in range(int(high // step) + 1)]
    figure.ruler("x").lim(low, high)
    figure.ruler("x").ticks(marks, [f"{mark} min" if mark else "0" for mark in marks])


def _rows(figure: Any, rows: int) -> None:
    """A line of text for each whole number from 1 on."""
    figure.ruler("y").lim(1, rows) if rows > 1 else figure.ruler("y").lim(0.5, 1.5)


def _name(text: str) -> str:
    return harmless.line(text, _LABEL)


def _drawn(draw: Any, width: int, height: int) -> str:
    """The figure as lines of text without colours; empty where the library does not work on this machine."""
    with _drawing:
        try:
            import plotext
        except (ImportError, OSError):
            return ""
        figure: Any = plotext.figure
        # What the library remarks on it prints, which would stand in the middle of a screen.
        with contextlib.redirect_stdout(io.StringIO()):
            figure.clear()
            figure.plot_size(width, height)
            draw(figure)
            text = str(figure.build().string(colorless=True))
    return "\n".join(row.rstrip() for row in harmless.plain(text).rstrip().split("\n"))
