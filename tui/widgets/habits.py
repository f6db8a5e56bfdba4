"""The checklist at hand: the five habits with what was seen of them, and the list from before the call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from hotseat.front.lines import HabitLine, ItemLine
from hotseat.tui import safe


class Habits(OptionList):
    """Shows both lists; enter or space ticks the chosen line."""

    BORDER_TITLE = "Habits"

    @dataclass
    class Ticked(Message):
        """The person ticked a line, or took the tick away."""

        habits: Habits
        kind: Literal["habit", "item"]
        id: str
        on: bool

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._by_id: dict[str, HabitLine | ItemLine] = {}
        self._shown: tuple[Sequence[HabitLine], Sequence[ItemLine]] = ((), ())

    def show(self, habits: Sequence[HabitLine], items: Sequence[ItemLine] = ()) -> None:
        """Show these lines; the chosen one stays chosen."""
        if (habits, items) == self._shown:
            return
        self._shown = (habits, items)
        chosen = self.highlighted
        self._by_id = {f"habit-{h.id}": h for h in habits} | {f"item-{i.id}": i for i in items}
        options: list[Option | None] = [Option(_title("During the call"), disabled=True)]
        options += [Option(_habit(h), id=f"habit-{h.id}") for h in habits]
        if items:
            options += [None, Option(_title("Before the call"), disabled=True)]
            options += [Option(_item(i), id=f"item-{i.id}") for i in items]
        self.set_options(options)
        self.highlighted = chosen

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        line = self._by_id.get(event.option_id or "")
        if line:
            kind = "habit" if isinstance(line, HabitLine) else "item"
            self.post_message(self.Ticked(self, kind, line.id, not line.ticked))

    def key_space(self) -> None:
        self.action_select()


def _title(text: str) -> Content:
    return Content.styled(text, "$primary bold")


def _box(ticked: bool) -> Content:
    return Content.styled("[x] ", "$success bold") if ticked else Content.styled("[ ] ", "$text-muted")


def _habit(line: HabitLine) -> Content:
    seen = f"seen {line.seen}×" if line.seen else "not seen yet"
    mark = ("● " if line.seen else "○ ") + seen
    return Content.assemble(
        _box(line.ticked), safe.line(line.text, 120), ("  " + mark, "$success" if line.seen else "$text-muted")
    )


def _item(line: ItemLine) -> Content:
    return Content.assemble(_box(line.ticked), safe.line(line.text, 120))
