"""The conversation: one cheap widget a message, anchored at the bottom, only its last part mounted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.selection import Selection
from textual.widgets import Static

from hotseat.tui import safe
from hotseat.tui.theme import palette_of
from hotseat.tui.times import clock

WINDOW = 120
"""Messages mounted at first; earlier ones come in as the person scrolls up to them."""
Who = Literal["interviewer", "candidate", "notice"]
NAMES: dict[Who, str] = {"interviewer": "Interviewer", "candidate": "You", "notice": "Hotseat"}


@dataclass(frozen=True)
class Turn:
    """One message as it is shown."""

    who: Who
    text: str
    """Markdown where the interviewer speaks; shown as typed for anybody else."""
    at: float
    """Seconds since the interview began."""
    tag: str = ""
    """What kind of turn it is, such as "hint"; empty for ordinary talk."""


class MessageView(Static):
    """A finished message: one widget, its text selectable, laid out again only when the width changes."""

    def __init__(self, turn: Turn) -> None:
        super().__init__("", markup=False, classes=f"message {turn.who}")
        self.turn = turn

    def _content(self, width: int) -> Content:
        # Rich's Markdown costs a tenth of a second to import, so it waits for the first message.
        from hotseat.tui.widgets.flow import flow, plain_flow

        width = max(width, 8)
        head = Content.assemble(
            (NAMES[self.turn.who], "bold $primary" if self.turn.who == "interviewer" else "bold $secondary"),
            (f"  {clock(self.turn.at)}", "$text-muted"),
            (f"  {self.turn.tag}" if self.turn.tag else "", "$text-muted italic"),
        )
        if self.turn.who == "interviewer":
            theme = self.app.current_theme
            body = flow(self.turn.text, width, palette_of(theme.name, theme.dark).name)
        else:
            body = plain_flow(self.turn.text, width)
        return Content("\n").join([head, body])

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._content(width).plain.count("\n") + 1

    def render(self) -> Content:
        return self._content(self.content_size.width)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text without the blanks that fill up code blocks."""
        found = super().get_selection(selection)
        return found and ("\n".join(row.rstrip() for row in found[0].split("\n")), found[1])


class Conversation(VerticalScroll):
    """Shows turns; keeps to the bottom until the person scrolls up."""

    BORDER_TITLE = "Conversation"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._turns: list[Turn] = []
        self._first = 0
        """Index of the first turn that is mounted."""
        self._paging = False

    def on_mount(self) -> None:
        self.anchor()
        self.watch(self.app, "theme", self._restyle, init=False)

    @property
    def turns(self) -> Sequence[Turn]:
        """All turns given so far, mounted or not."""
        return self._turns

    def show(self, turns: Sequence[Turn]) -> None:
        """Show exactly these turns; those shown already stay where the new ones only go on from them."""
        known = len(self._turns)
        if list(turns[:known]) == self._turns:
            fresh = list(turns[known:])
            self._turns.extend(fresh)
        else:
            self._turns = fresh = list(turns)
            self._first = 0
            self.remove_children()
        if not fresh:
            return
        if len(fresh) > WINDOW:
            self._first = len(self._turns) - WINDOW
            fresh = fresh[-WINDOW:]
            self.remove_children()
        self.mount_all([MessageView(t) for t in fresh])

    def add(self, turn: Turn) -> None:
        """Show one more turn."""
        self.show([*self._turns, turn])

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if new_value <= 0 < old_value and self._first and not self._paging:
            self._paging = True
            self.call_later(self._earlier)

    async def _earlier(self) -> None:
        """Mount the part before the first mounted turn, and leave the view on what it showed."""
        height, first = self.virtual_size.height, self._first
        self._first = max(0, first - WINDOW)
        views = [MessageView(t) for t in self._turns[self._first : first]]
        await self.mount_all(views, before=0)

        def settle() -> None:
            self._paging = False
            self.scroll_to(y=self.virtual_size.height - height, animate=False, immediate=True)

        self.call_after_refresh(settle)

    def _restyle(self) -> None:
        for view in self.query(MessageView):
            view.refresh(layout=True)

    def on_resize(self, event: events.Resize) -> None:
        for view in self.query(MessageView):
            view.refresh(layout=True)


def notice(text: str, at: float, tag: str = "") -> Turn:
    """A line of the program's own between the turns."""
    return Turn("notice", safe.said(text).plain, at, tag)
