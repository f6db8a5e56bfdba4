"""The whole of a session in two rows: its parts, and where it failed, was judged or marked; a click goes there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from hotseat import harmless
from hotseat.front.replay import BOOKMARK, FAILED
from hotseat.frozen import frozen


@frozen
class Mark:
    """Something on the way."""

    at: float
    """Seconds of the interview."""
    kind: str
    """``passed``, ``failure`` or ``bookmark``; in one place a later one of these goes before the others."""


_SIGNS = {
    "passed": ("◆", "$success bold"),
    "failure": (FAILED, "$error bold"),
    "bookmark": (BOOKMARK, "$warning bold"),
}
_ORDER = tuple(_SIGNS)


class Scrubber(Widget):
    """Two rows: the parts by their beginnings, and a line with marks, filled up to the present time."""

    @dataclass
    class Sought(Message):
        """The person clicked at a time of the interview."""

        scrubber: Scrubber
        seconds: float

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._sections: Sequence[tuple[float, str]] = ()
        self._marks: Sequence[Mark] = ()
        self._length = 0.0
        self._seconds = 0.0

    def show(self, length: float, sections: Sequence[tuple[float, str]], marks: Sequence[Mark]) -> None:
        """Show a session of so many seconds: the beginning and the title of each part, and the marks."""
        self._length, self._sections, self._marks = length, sections, marks
        self.refresh()

    def at(self, seconds: float) -> None:
        """Fill the line up to a time."""
        before, self._seconds = self._column, seconds
        if self._column != before:
            self.refresh()

    @property
    def _column(self) -> int:
        """Where the present time stands."""
        return self._at(self._seconds)

    def _at(self, seconds: float) -> int:
        width = max(self.content_size.width, 1)
        return min(int(seconds / self._length * (width - 1) + 0.5), width - 1) if self._length > 0 else 0

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        if place is not None and self._length > 0:
            share = place.x / max(self.content_size.width - 1, 1)
            self.post_message(self.Sought(self, min(max(share, 0.0), 1.0) * self._length))

    def render_line(self, y: int) -> Strip:
        content, base = (self._titles() if y == 0 else self._line()), self.visual_style
        strip = Strip([Segment(text, style.rich_style) for text, style in content.render(base, end="")])
        return strip.adjust_cell_length(self.size.width, base.rich_style)

    def _titles(self) -> Content:
        """The title of each part above its beginning, cut where the next one begins."""
        width, column, parts, at = self.content_size.width, self._column, list[Content](), 0
        starts = [self._at(start) for start, _ in self._sections]
        for n, (_, title) in enumerate(self._sections):
            start, end = starts[n], starts[n + 1] if n + 1 < len(starts) else width
            if (room := end - start - 1) < 4:
                continue
            shown = Content(f"{n + 1} {harmless.line(title, 60)}").truncate(room, ellipsis=True)
            now = start <= column < end
            parts += [Content(" " * (start - at)), shown.stylize("$primary bold" if now else "$text-muted")]
            at = start + cell_len(shown.plain)
        return Content.assemble(*parts)

    def _line(self) -> Content:
        width = max(self.content_size.width, 1)
        placed: dict[int, str] = {}
        for mark in sorted(self._marks, key=lambda m: _ORDER.index(m.kind)):
            placed[self._at(mark.at)] = mark.kind
        edges = {self._at(start) for start, _ in self._sections if start > 0}
        cells: list[tuple[str, str]] = []
        here = self._column
        for column in range(width):
            done = column <= here
            if column == here:
                cells.append(("█", "$primary bold"))
            elif column in placed:
                cells.append(_SIGNS[placed[column]])
            else:
                cells.append(("┼" if column in edges else "━" if done else "─", "$primary" if done else "$text-muted"))
        return Content.assemble(*cells)
