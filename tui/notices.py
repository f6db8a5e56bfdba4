"""Where notices stand: over a pane that the person is not working in, so that none covers what is being written or read."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

LEAST_ROWS = 4
"""Of a pane for a notice to fit into it."""


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
