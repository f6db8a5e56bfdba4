"""The rows of a scorecard page as a list: those that lead to a moment can be chosen, and enter takes one there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from hotseat.interview.scorecard import Line
from hotseat.tui.key_table import DEBRIEF, bindings
from hotseat.tui.scorecard_view import Row
from hotseat.tui.widgets.prose import Rows


class Evidence(OptionList):
    """Shows rows; reports the moment that one of them leads to when it is taken."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*(key for key in DEBRIEF if key.action == "moment"))

    class Taken(Message):
        """A row was taken."""

        def __init__(self, moment: int) -> None:
            super().__init__()
            self.moment = moment

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row], at: str = "") -> None:
        """Show these rows from the top, or with the line of the name ``at`` chosen."""
        self._rows = tuple(rows)
        self.set_options([Option(Rows(row.parts), id=str(n), disabled=not row.moment) for n, row in enumerate(rows)])
        named = next((n for n, row in enumerate(rows) if at and row.line and row.line.name == at), None)
        first = next((n for n, row in enumerate(rows) if row.moment), None)
        self.highlighted = first if named is None else named
        if named is None:
            self.scroll_home(animate=False)

    @property
    def chosen(self) -> Row | None:
        """The row that is chosen, if there is one."""
        return None if self.highlighted is None or self.highlighted >= len(self._rows) else self._rows[self.highlighted]

    @property
    def line(self) -> Line | None:
        """The line of the scorecard that is chosen."""
        return self.chosen.line if self.chosen else None

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        if highlighted is not None and not any(row.moment for row in self._rows[:highlighted]):
            self.scroll_home(
                animate=False
            )  # what stands above the first one cannot be chosen and is to be read all the same

    def action_moment(self) -> None:
        """Take the row that is chosen."""
        self.action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self.chosen and self.chosen.moment:
            self.post_message(self.Taken(self.chosen.moment))
