"""The border between two panes: it is dragged with the mouse, and a double click puts it back where it was at first."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

GRIP = "⋮"


class Divider(Widget):
    """A column between two panes, with a grip in its middle."""

    @dataclass
    class Dragged(Message):
        """The border is held at this place of the screen; ``done`` once it is let go."""

        divider: Widget
        x: int
        y: int
        done: bool

    @dataclass
    class Reset(Message):
        """The border was double-clicked."""

        divider: Widget

    def render(self) -> Content:
        height = self.size.height
        above = max((height - 3) // 2, 0)
        return Content("\n" * above + "\n".join([GRIP] * min(3, height)))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        event.stop()
        self.capture_mouse()
        self.add_class("held")

    def on_mouse_move(self, event: events.MouseMove) -> None:
        follow(self, event, done=False)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        follow(self, event, done=True)
        self.release_mouse()
        self.remove_class("held")

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if event.chain == 2:
            self.post_message(self.Reset(self))


def follow(divider: Widget, event: events.MouseEvent, *, done: bool) -> None:
    """Tell where a border that is held is now."""
    if divider.app.mouse_captured is divider:
        event.stop()
        divider.post_message(Divider.Dragged(divider, int(event.screen_x), int(event.screen_y), done))
