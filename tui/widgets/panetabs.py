"""A row of tabs: which pane is shown, and the key for each. Where the row is a border too, it can be dragged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from hotseat.frozen import frozen
from hotseat.tui.widgets.divider import Divider, follow


@frozen
class Tab:
    """One tab."""

    id: str
    label: str
    key: str
    """The key that goes there, as it is shown."""
    mark: str = ""
    """A short word beside the label, such as "FAIL"."""


class PaneTabs(Widget):
    """One row; a click on a tab chooses it. The chosen one is set off by brackets, not by colour alone."""

    @dataclass
    class Chosen(Message):
        """A tab was clicked."""

        tabs: PaneTabs
        id: str

    def __init__(
        self, tabs: Sequence[Tab] = (), *, hint: str = "", border: bool = False, id: str | None = None
    ) -> None:
        """``hint`` stands at the right end where there is room for it; ``border``: the row parts two panes."""
        super().__init__(id=id)
        self._border = border
        self._hint = f"{hint} ↕" if border else hint
        self._moved = False
        self._tabs = tuple(tabs)
        self._chosen = tabs[0].id if tabs else ""

    def show(self, tabs: Sequence[Tab], chosen: str) -> None:
        """Show these tabs with one chosen."""
        if (tuple(tabs), chosen) != (self._tabs, self._chosen):
            self._tabs, self._chosen = tuple(tabs), chosen
            self.refresh()

    @property
    def chosen(self) -> str:
        """The id of the tab that is set off."""
        return self._chosen

    def _parts(self) -> list[Content]:
        parts: list[Content] = []
        for tab in self._tabs:
            mark = f" {tab.mark}" if tab.mark else ""
            if tab.id == self._chosen:
                parts.append(Content.styled(f"[{tab.label}{mark}]", "$primary bold reverse"))
            else:
                key = f"{tab.key} " if tab.key else ""
                parts.append(Content.assemble(" ", (key, "$primary"), f"{tab.label}{mark} "))
        return parts

    def render(self) -> Content:
        row = Content(" ").join(self._parts())
        gap = self.content_size.width - row.cell_length - len(self._hint)
        return Content.assemble(row, " " * gap, (self._hint, "$text-muted")) if gap > 0 else row

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if self._border:
            self._moved = False
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self.app.mouse_captured is self and event.y != 0:
            self._moved = True
        if self._moved:
            follow(self, event, done=False)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self.app.mouse_captured is self:
            if self._moved:
                follow(self, event, done=True)
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        if self._moved:
            self._moved = False
            return
        if self._border and event.chain == 2:
            self.post_message(Divider.Reset(self))
            return
        at, place = 0, event.x - self.gutter.left
        for tab, part in zip(self._tabs, self._parts(), strict=True):
            if at <= place < at + part.cell_length:
                self.post_message(self.Chosen(self, tab.id))
                return
            at += part.cell_length + 1
