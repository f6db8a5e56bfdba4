"""The conversation: one cheap widget a message, anchored at the bottom, only its last part mounted."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from hotseat.front.lines import Turn
from hotseat.front.times import clock
from hotseat.review.words import SPEAKERS
from hotseat.tui import safe
from hotseat.tui.widgets.prose import Markdown, Part, Prose, typed

WINDOW = 120
"""Messages mounted at first; earlier ones come in as the person scrolls up to them."""


class MessageView(Prose):
    """A finished message."""

    def __init__(self, turn: Turn) -> None:
        super().__init__((_head(turn), *_body(turn)), classes=f"message {turn.who}")
        self.turn = turn

    def renew(self, turn: Turn) -> None:
        """Show the message as it stands now."""
        self.turn = turn
        self.show((_head(turn), *_body(turn)))


def _head(turn: Turn) -> Content:
    colour = "$primary" if turn.who == "interviewer" else "$secondary"
    return Content.assemble(
        (SPEAKERS[turn.who], f"bold {colour}"),
        (f"  {clock(turn.at)}", "$text-muted"),
        (f"  {turn.tag}" if turn.tag else "", "$text-muted italic"),
    )


def _body(turn: Turn) -> list[Part]:
    return [Markdown(turn.text)] if turn.who == "interviewer" else typed(turn.text)


class Conversation(VerticalScroll):
    """Shows turns; keeps to the bottom until the person scrolls up."""

    BORDER_TITLE = "Conversation"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._turns: list[Turn] = []
        self._first = 0
        """Index of the first turn that is mounted."""
        self._paging = False

    def compose(self) -> ComposeResult:
        self._first = max(0, len(self._turns) - WINDOW)
        yield from (MessageView(turn) for turn in self._turns[self._first :])

    def begin(self, turn: Turn) -> None:
        """Have this turn from the first frame on; before the pane is mounted."""
        self._turns = [turn]

    def settle(self, turn: Turn) -> None:
        """What the first turn has come to be; it is shown in the same place."""
        if self._turns:
            self._renew([turn, *self._turns[1:]])

    def on_mount(self) -> None:
        self.anchor()

    @property
    def turns(self) -> Sequence[Turn]:
        """All turns given so far, mounted or not."""
        return self._turns

    def show(self, turns: Sequence[Turn]) -> None:
        """Show exactly these turns; those shown already stay, and one whose words have changed is shown anew in its place."""
        known = len(self._turns)
        if [(t.who, t.at) for t in turns[:known]] == [(t.who, t.at) for t in self._turns]:
            self._renew(turns[:known])
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

    def _renew(self, turns: Sequence[Turn]) -> None:
        changed = {n for n, (old, new) in enumerate(zip(self._turns, turns, strict=True)) if old != new}
        self._turns[: len(turns)] = turns
        views = list(self.query_children(MessageView)) if changed else []
        for n, view in enumerate(views, len(self._turns) - len(views)):
            if n in changed:
                view.renew(self._turns[n])

    def add(self, turn: Turn) -> None:
        """Show one more turn."""
        self.show([*self._turns, turn])

    async def reach(self, index: int) -> None:
        """Bring the turn at this place to the top, and mark it."""
        if not self._turns:
            return
        index = min(max(index, 0), len(self._turns) - 1)
        if index < self._first:
            views = [MessageView(t) for t in self._turns[index : self._first]]
            self._first = index
            await self.mount_all(views, before=0)
        self.release_anchor()
        for n, view in enumerate(self.query_children(MessageView), self._first):
            view.set_class(n == index, "reached")
            if n == index:
                self.call_after_refresh(self.scroll_to_widget, view, animate=False, top=True, immediate=True)

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


def notice(text: str, at: float, tag: str = "") -> Turn:
    """A line of the program's own between the turns."""
    return Turn("notice", safe.said(text).plain, at, tag)
