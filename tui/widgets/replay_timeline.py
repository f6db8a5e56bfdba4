"""The timeline of a replay: a row a moment, painted as it comes into sight, so that twenty thousand of them cost nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from hotseat.front.replay import BOOKMARK, Row, row_of, sign
from hotseat.front.times import clock
from hotseat.review.replay_moments import Kind
from hotseat.tui import safe
from hotseat.tui.key_table import TIMELINE, bindings

COLOURS: Mapping[Kind, str] = {
    "talk": "$secondary",
    "edit": "$foreground",
    "run": "$foreground",
    "verdict": "$success",
    "course": "$primary bold",
    "habit": "$success",
    "time": "$text-muted",
    "kernel": "$warning",
    "review": "$text-muted",
    "lost": "$warning",
}


class ReplayTimeline(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows the rows of a replay; the one with the present moment is set off by a sign and a ground of its own."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*TIMELINE)
    BORDER_TITLE = "Timeline"

    @dataclass
    class Sought(Message):
        """The person went to a moment."""

        timeline: ReplayTimeline
        moment: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()
        self._at = 0
        self._marked: frozenset[int] = frozenset()
        self._habits: frozenset[int] = frozenset()

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        self._rows = rows
        self._lay()

    def mark(self, bookmarks: Sequence[int], habits: Sequence[int]) -> None:
        """Set off the rows with these moments, by their indices: bookmarks, and events that show a habit."""
        self._marked = frozenset(row_of(self._rows, index) for index in bookmarks)
        self._habits = frozenset(row_of(self._rows, index) for index in habits)
        self.refresh()

    def at(self, moment: int) -> None:
        """Set off the row of this moment, in sight."""
        if not self._rows:
            return
        row = row_of(self._rows, moment)
        if row != self._at:
            self._at = row
            self.refresh()
        self.border_subtitle = safe.line(f"{row + 1:,} of {len(self._rows):,}")
        self._in_sight()

    def _in_sight(self) -> None:
        height, top = self.scrollable_content_region.height, self.scroll_offset.y
        if height and not top + 1 <= self._at < top + height - 1:
            self.scroll_to(y=max(self._at - height // 2, 0), animate=False, immediate=True, force=True)

    def _lay(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows))
        self.refresh()

    def on_resize(self) -> None:
        self._lay()
        self.call_after_refresh(self._in_sight)

    def action_move(self, by: int) -> None:
        """Go some rows on, or back."""
        if self._rows:
            row = min(max(self._at + by, 0), len(self._rows) - 1)
            self.post_message(self.Sought(self, self._rows[row].first))

    def action_page(self, by: int) -> None:
        """Go a page on, or back."""
        self.action_move(by * max(self.scrollable_content_region.height - 1, 1))

    def action_end(self, which: int) -> None:
        """Go to the end, or to the beginning."""
        if self._rows:
            self.post_message(self.Sought(self, self._rows[-1].last if which > 0 else 0))

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        row = self.scroll_offset.y + place.y if place is not None else -1
        if 0 <= row < len(self._rows):
            self.post_message(self.Sought(self, self._rows[row].first))

    def render_line(self, y: int) -> Strip:
        width, base = self.scrollable_content_region.width, self.visual_style
        number = self.scroll_offset.y + y
        if not 0 <= number < len(self._rows):
            return Strip.blank(self.size.width, base.rich_style)
        content = self._row(number, width)
        if number == self._at:
            ground = "block-cursor" if self.has_focus else "block-cursor-blurred"
            content = Content.styled(content.plain, f"bold ${ground}-foreground on ${ground}-background")
        strip = Strip([Segment(text, style.rich_style) for text, style in content.render(base, end="")])
        return strip.adjust_cell_length(self.size.width, base.rich_style)

    def _row(self, number: int, width: int) -> Content:
        row = self._rows[number]
        colour = "$error bold" if row.failed else "$text-muted italic" if row.idle else COLOURS[row.kind]
        mark = (BOOKMARK, "$warning bold") if number in self._marked else (" ", "")
        habit = ("✓", "$success") if number in self._habits and row.kind != "habit" else (" ", "")
        head = Content.assemble(
            ("▸" if number == self._at else " ", "$primary bold"),
            (f"{clock(row.at):>7} ", "$text-muted"),
            mark,
            (sign(row), colour),
            habit,
        )
        words = safe.line(row.words, 160, colour if row.failed or row.kind == "course" or row.idle else "")
        return (head + words).truncate(max(width, 1), ellipsis=True, pad=True)
