"""The bar at the top of a replay: what is replayed, how it is played, and both clocks."""

from __future__ import annotations

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from hotseat.front.times import clock
from hotseat.frozen import frozen
from hotseat.tui import safe


@frozen
class Playing:
    """What the bar tells."""

    title: str
    at: float = 0.0
    """Seconds of the interview."""
    length: float = 0.0
    wall: str = ""
    """The time of day then, as it is shown."""
    plays: bool = False
    speed: int = 1
    skips: bool = True
    """Whether idle time is skipped."""


class ReplayBar(Widget):
    """One row; what matters most stays longest when the room grows short."""

    def __init__(self, title: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown = Playing(title)

    def show(self, playing: Playing) -> None:
        """Tell this."""
        if playing != self._shown:
            self._shown = playing
            self.refresh()

    def render_line(self, y: int) -> Strip:
        base = self.visual_style
        strip = Strip([Segment(text, style.rich_style) for text, style in self.render().render(base, end="")])
        return strip.adjust_cell_length(self.size.width, base.rich_style)

    def render(self) -> Content:
        p, width = self._shown, max(self.content_size.width, 1)
        sign = ("▶ plays", "$success bold") if p.plays else ("❙❙ stopped", "bold")
        state = Content.assemble(sign, (f" {p.speed}×", "bold"))
        idle = Content.styled("idle skipped" if p.skips else "idle played", "$text-muted")
        time = Content.assemble((clock(p.at), "bold $primary"), (f" of {clock(p.length)}", "$text-muted"))
        wall = Content(p.wall)
        right = time
        for parts in ([state, idle, time, wall], [state, time, wall], [state, time], [time]):
            right = Content("   ").join(part for part in parts if part.plain)
            if width - right.cell_length >= 24:
                break
        room = max(width - right.cell_length - 2, 4)
        head = Content.assemble(("Replay", "bold $primary"), "  ", safe.line(p.title)).truncate(room, ellipsis=True)
        return Content.assemble(head, " " * max(width - head.cell_length - right.cell_length, 1), right)
