"""A picture of a cell's output, as large as the terminal allows."""

from __future__ import annotations

import os
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from hotseat.front import pictures
from hotseat.front.pictures import PictureView
from hotseat.tui import painting, safe
from hotseat.tui.key_table import PICTURE, bindings


class PictureScreen(ModalScreen[None]):
    """Shows one picture until it is closed."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*PICTURE)

    def __init__(self, view: PictureView) -> None:
        super().__init__()
        self._view = view

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog full"):
            yield Static(safe.line(self._view.words, style="bold $primary"), markup=False)
            with Vertical(id="picture"):
                try:
                    picture = painting.as_widget(self._view, os.environ)
                    wide, high = self._view.width, self._view.height
                    # As large as fits; a cell of a terminal is about twice as high as it is wide.
                    room_wide, room_high = max(self.app.size.width - 6, 1), max(self.app.size.height - 8, 1)
                    by_width = wide / high >= room_wide / (room_high * 2)
                    picture.styles.width = room_wide if by_width else "auto"
                    picture.styles.height = "auto" if by_width else room_high
                    yield picture
                except painting.NotAPicture as fault:
                    yield Static(safe.said(str(fault)), markup=False)
            yield Static(Content.styled("v opens it in your viewer · esc close", "$text-muted"), markup=False)

    def _compositor_refresh(self) -> None:
        # Pixels are written as a whole, with the picture's last row: a row of it that is painted alone would stay blank.
        changed = self._compositor._dirty_regions  # pyright: ignore[reportPrivateUsage]
        for picture in self.query("#picture > *"):
            if any(region.overlaps(picture.region) for region in changed):
                changed.add(picture.region)
        super()._compositor_refresh()

    def action_viewer(self) -> None:
        open_in_viewer(self, self._view)


def open_in_viewer(screen: object, view: PictureView) -> None:
    """Open a picture in the system's viewer, and say what came of it."""
    from textual.dom import DOMNode

    assert isinstance(screen, DOMNode)
    if screen.app.is_web:
        from hotseat.kernels.picture_bytes import SUFFIXES
        from hotseat.tui.in_browser import hand_over_bytes

        hand_over_bytes(screen.app, view.raw, f"picture.{SUFFIXES[view.mime]}")
        screen.app.notify("The picture is downloaded by your browser.", markup=False)
        return
    try:
        told = f"The picture is opened in your viewer. Until you leave, it lies in {pictures.show(view, os.environ)}."
    except pictures.NoViewer as fault:
        told = str(fault)
    screen.app.notify(safe.said(told).plain, timeout=12, markup=False)
