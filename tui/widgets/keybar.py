"""The row of keys at the bottom: those of the screen that can be used now, in one widget.

Textual's Footer makes a widget of each key, a moment after the screen is drawn; this row is there with the first frame. A screen
may call an action otherwise for a while: by its ``relabelled``, the labels by the actions' names. Where the row is too short for
all of them, no key is cut: the last ones give way to the one that lists everything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget


class _Item(NamedTuple):
    key: str
    shown: str
    label: str
    enabled: bool
    tooltip: str

    @property
    def width(self) -> int:
        return Content(f"{self.shown} {self.label}").cell_length


ALL = "command_palette"
"""The action that lists all there is to do."""


def _width(items: Sequence[_Item]) -> int:
    """Cells that these keys take in a row, with a blank between them."""
    return sum(item.width + 1 for item in items) - 1


class KeyBar(Widget, can_focus=False):
    """A key does what its name says when it is clicked, too."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        color: $footer-foreground;
        background: $panel;
        text-wrap: nowrap;
        text-overflow: clip;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._hovered: str | None = None

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _: Screen[object]) -> None:
        self.refresh()

    def _items(self) -> list[_Item]:
        """The keys for which there is room."""
        found: dict[str, _Item] = {}
        everything: _Item | None = None
        for _, binding, enabled, tooltip in self.screen.active_bindings.values():
            if binding.action == ALL:
                everything = self._item(binding, enabled, tooltip)._replace(label="more")
            elif binding.show:
                found.setdefault(binding.action, self._item(binding, enabled, tooltip))
        items = list(found.values())
        if _width(items) <= self.size.width or everything is None:
            return items
        while items and _width([*items, everything]) > self.size.width:
            items.pop()
        return [*items, everything]

    def _item(self, binding: Binding, enabled: bool, tooltip: str) -> _Item:
        names: Mapping[str, str] = getattr(self.screen, "relabelled", {})
        label = names.get(binding.action, binding.description)
        return _Item(binding.key, self.app.get_key_display(binding), label, enabled, tooltip)

    def render(self) -> Content:
        parts: list[Content] = []
        for item in self._items():
            state = " dim" if not item.enabled else ""
            back = " on $block-hover-background" if item.key == self._hovered else ""
            key = (item.shown, f"bold $footer-key-foreground{back}{state}")
            label = (f" {item.label}", f"$footer-description-foreground{back}{state}")
            parts.append(Content.assemble(key, label))
        return Content(" ").join(parts)

    def _at(self, x: int) -> _Item | None:
        left = 0
        for item in self._items():
            if left <= x < left + item.width:
                return item
            left += item.width + 1
        return None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self._hover(self._at(event.x))

    def on_leave(self) -> None:
        self._hover(None)

    def _hover(self, item: _Item | None) -> None:
        key = item.key if item else None
        if key != self._hovered:
            self._hovered = key
            self.tooltip = (item.tooltip or item.label) if item else None
            self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        item = self._at(event.x)
        if item is not None and item.enabled:
            self.app.simulate_key(item.key)
        elif item is not None:
            self.app.bell()
