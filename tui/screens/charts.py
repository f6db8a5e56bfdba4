"""The charts: where the time of a session went, the scores over the weeks, and how the topics stand. Each picture has words."""

from __future__ import annotations

import asyncio
import re
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from hotseat.front import chart_words as words
from hotseat.front import plots
from hotseat.front.chart_words import Charts
from hotseat.interview.state import State
from hotseat.review.charts import section_times
from hotseat.tui import safe
from hotseat.tui.key_table import CHARTS, bindings
from hotseat.tui.widgets.keybar import KeyBar

WIDEST = 110
"""Columns beyond which a picture gains nothing."""
_LOOKS = {plots.SPENT: "$primary", plots.PLANNED: "$text-muted", plots.MEAN: "bold $accent", plots.LIMIT: "$success"}
"""How the signs of the pictures look; each means the same without it."""


class ChartsScreen(Screen[None]):
    """Shows the pictures, drawn for the width of the window."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*CHARTS)

    def __init__(self, charts: Charts, state: State | None = None) -> None:
        """``state`` is the session whose time is shown, if any."""
        super().__init__()
        self._charts, self._state = charts, state
        self._width = 0

    def compose(self) -> ComposeResult:
        yield Static(Content.styled("Charts", "bold $primary"), markup=False, classes="page-title")
        with VerticalScroll(id="charts"):
            yield Static(Content.styled("Drawing…", "$text-muted"), markup=False, id="charts-text")
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def on_resize(self, event: events.Resize) -> None:
        width = min(event.size.width - 6, WIDEST)
        if width != self._width:
            self._width = width
            self.run_worker(self._draw(width), group="charts", exclusive=True, exit_on_error=False)

    async def _draw(self, width: int) -> None:
        parts: list[Content] = []
        if self._state is not None:
            times = section_times(self._state)
            title = f"Where the time went: {safe.line(self._state.title, 60).plain}"
            picture = await asyncio.to_thread(plots.sections, times, width)
            parts.append(_part(title, picture, words.LEGEND_SECTIONS, words.sections(times)))
        weeks, standings = self._charts.weeks, self._charts.standings
        picture = await asyncio.to_thread(plots.weeks, weeks, width)
        told = [self._charts.trend, *words.weeks(weeks[-8:][::-1])]
        parts.append(_part("Scores over the weeks", picture, words.LEGEND_WEEKS, told))
        picture = await asyncio.to_thread(plots.standings, standings, width)
        parts.append(_part("How the topics stand", picture, words.LEGEND_TOPICS, words.standings(standings)))
        if weeks:
            parts.append(Content.styled(words.HOW_SURE, "$text-muted"))
        self.query_one("#charts-text", Static).update(Content("\n\n").join(parts))


def _part(title: str, picture: str, legend: str, told: list[str]) -> Content:
    rows = [Content.styled(title, "bold $primary")]
    if picture:
        rows += [_coloured(picture), Content.styled(legend, "$text-muted")]
    rows += [safe.line(row, 300) for row in told if row]
    return Content("\n").join(rows)


def _coloured(picture: str) -> Content:
    found = Content(picture)
    for sign, look in _LOOKS.items():
        for run in re.finditer(f"{sign}+", picture):
            found = found.stylize(look, run.start(), run.end())
    return found
