"""The bar at the top: where in the agenda we are, the time left, the kernel, and whether all is saved."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from textual.content import Content
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from hotseat.front.lines import Moment
from hotseat.front.times import clock
from hotseat.tui import safe

KERNELS = {
    "starting": ("◌", "starting", "$warning"),
    "ready": ("●", "ready", "$success"),
    "busy": ("◆", "busy", "$primary"),
    "away": ("◌", "away", "$error"),
    "dead": ("✗", "dead", "$error"),
    "missing": ("✗", "missing", "$error"),
    "stopped": ("○", "off", "$text-muted"),
}


class ClockBar(Widget):
    """One row that is always there. What matters most stays longest when the room grows short."""

    moment: reactive[Moment] = reactive(Moment(), layout=False)

    def render_line(self, y: int) -> Strip:
        """The row. It changes every second, and Textual's layout of wrapped, selectable text costs several times as much."""
        base, width = self.visual_style, self.content_size.width
        parts = self.render().render(base, end="")
        strip = Strip([Segment(text, style.rich_style) for text, style in parts])
        return strip.adjust_cell_length(width, base.rich_style)

    def render(self) -> Content:
        width = max(self.content_size.width, 1)
        m = self.moment
        left = _left(m)
        sign, state, colour = KERNELS.get(m.kernel, KERNELS["stopped"])
        kernel = Content.assemble((sign, colour), f" kernel {state}")
        saved = Content.styled("! NOT SAVED", "$error bold") if m.trouble else _quiet("" if m.opening else "✓ saved")
        place = _quiet(f" {m.place}") if m.place else Content("")
        short = Content.assemble((sign, colour), f" {state}")
        needed = [left, saved] if m.trouble else [left]
        ways = ([left, kernel, saved], [left, short, saved], [left, saved], needed)
        right, room = Content(""), 0
        for shown in ways:
            right = Content("   ").join(shown)
            room = width - right.cell_length - place.cell_length - 3
            if room >= min(len(m.title), 14):
                break
        title = safe.line(m.title or "Hotseat", max(room, 4), "bold")
        head = Content.assemble(title, place)
        gap = max(width - head.cell_length - right.cell_length, 1)
        return Content.assemble(head, " " * gap, right)


class RunningClock(ClockBar):
    """The bar on what lies over an interview that runs, since the time left is always in sight; nothing where none runs."""

    def on_mount(self) -> None:
        if self._told() is None:
            self.display = False
        else:
            self._second()
            self.set_interval(1.0, self._second)

    def _told(self) -> Moment | None:
        source: Callable[[], Moment] | None = getattr(self.app, "running", None)
        return source() if source else None

    def _second(self) -> None:
        if told := self._told():
            self.moment = told


def _quiet(text: str) -> Content:
    return Content.styled(text, "$text-muted")


def _left(m: Moment) -> Content:
    if m.opening:
        return _quiet("opening…")
    if m.ended:
        return Content.styled("ended", "bold")
    if m.paused:
        return Content.styled("❙❙ paused", "$warning bold")
    parts: list[Content] = []
    if m.section_left is not None:
        parts.append(Content.assemble((clock(m.section_left), _urgency(m.section_left)), (" part", "$text-muted")))
    over = m.total_left < 0
    words = " over" if over else " left"
    parts.append(
        Content.assemble(
            (clock(abs(m.total_left)), _urgency(m.total_left)), (words, "$error bold" if over else "$text-muted")
        )
    )
    return Content("  ").join(parts)


def _urgency(seconds: float) -> str:
    if seconds <= 0:
        return "$error bold"
    return "$warning bold" if seconds <= 300 else "bold"
