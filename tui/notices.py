"""Notices, one at a time, and where they stand: over a pane that the person is not working in, so that none covers it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from time import monotonic

from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from hotseat.frozen import frozen

LEAST_ROWS = 4
"""Of a pane for a notice to fit into it."""
TOGETHER = 0.5
"""Seconds within which two notices belong to one thing that happened; a later one answers what the person did since."""
AT_LEAST, AT_LEAST_LONG = 2.5, 5.0
"""Seconds that a notice is left to be read when another one of the same moment waits; the second: one that is a fault or long."""


@frozen
class Notice:
    """A sentence that is shown for a while."""

    sentence: str
    title: str = ""
    bad: bool = False
    """Whether it tells of something that went wrong."""
    long: bool = False
    """Whether it holds something to be written down, such as a path."""

    @property
    def seconds(self) -> int:
        """How long it stands."""
        return 12 if self.long else 10 if self.bad else 6


class OneAtATime:
    """Shows notices one after the other.

    What comes a while after the last one takes its place, since the person has moved on; what belongs to the same moment waits
    until that one could be read.
    """

    def __init__(self, show: Callable[[Notice], object], later: Callable[[float, Callable[[], None]], object]) -> None:
        """``show`` puts a notice in the place of what is shown; ``later`` calls something after some seconds."""
        self._show, self._later = show, later
        self._waiting: deque[Notice] = deque()
        self._told_at, self._free_at = float("-inf"), float("-inf")

    def tell(self, notice: Notice) -> None:
        """Show a notice, now or after those before it."""
        now = monotonic()
        together = now - self._told_at < TOGETHER
        self._told_at = now
        if self._waiting or (together and now < self._free_at):
            self._waiting.append(notice)
            if len(self._waiting) == 1:
                self._later(self._free_at - now, self._next)
        else:
            self._begin(notice, now)

    def _begin(self, notice: Notice, now: float) -> None:
        self._free_at = now + (AT_LEAST_LONG if notice.bad or notice.long else AT_LEAST)
        self._show(notice)

    def _next(self) -> None:
        self._begin(self._waiting.popleft(), now := monotonic())
        if self._waiting:
            self._later(self._free_at - now, self._next)


def stand(
    panes: Sequence[Region], busy: Sequence[Region], whole: Region, cursor: int | None = None
) -> tuple[Region, bool]:
    """Where notices stand, and whether they gather at its top.

    ``panes`` are in sight, ``busy`` are those being worked in, ``cursor`` the row of the screen with the cursor. The largest
    pane that nobody works in is taken; where there is none, the half of ``whole`` without the cursor.
    """
    free = [pane for pane in panes if pane not in busy and pane.height >= LEAST_ROWS + 2]
    if free:
        return max(free, key=lambda pane: pane.area).shrink((1, 1, 1, 1)), True
    middle = whole.y + whole.height // 2
    below = cursor is not None and cursor < middle
    half = whole.height // 2
    # The frame of the pane stays whole.
    y = middle if below else whole.y + 1
    return Region(whole.x, y, whole.width - 1, half - 1), not below


def shown(screen: Screen[object]) -> bool:
    """Whether there are any."""
    return any(rack.children for rack in screen.query_children("ToastRack").results(Widget))


def lay(screen: Screen[object], place: Region, top: bool) -> None:
    """Let the screen's notices stand in a place."""
    for rack in screen.query_children("ToastRack").results(Widget):
        styles = rack.styles
        below = screen.size.height - place.bottom
        styles.dock = "top" if top else "bottom"
        styles.align_vertical = "top" if top else "bottom"
        styles.margin = (place.y if top else 0, 0, 0 if top else max(0, below), place.x)
        styles.width, styles.max_height = place.width, place.height
