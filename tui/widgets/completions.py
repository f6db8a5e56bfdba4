"""What lies over the code while one types: the list of names that fit, and how what is being called is called."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from hotseat.tui import safe

ROWS = 8
"""Names in sight."""
WIDEST = 44
MOST = 100
"""Names in the list; who looks for one of more types on."""


class Completions(Vertical):
    """A list beside the cursor; it never has the cursor itself, so that typing goes on."""

    @dataclass
    class Taken(Message):
        """A name was chosen."""

        name: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._names: tuple[str, ...] = ()
        self._shown: tuple[str, ...] = ()
        self._chosen = False
        """Whether the person has moved in the list, or asked for it: enter takes a name only then."""

    def compose(self) -> ComposeResult:
        names = OptionList(markup=False, id="names")
        names.can_focus = False
        yield names

    def on_mount(self) -> None:
        self.display = False

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return bool(self.display)

    def open(self, names: tuple[str, ...], typed: str, place: Offset, *, asked: bool) -> None:
        """Show the names, of which ``typed`` is written already, below a place of the screen."""
        self._names, self._chosen = names, asked
        if self.narrow(typed):
            self.absolute_offset = place + Offset(-len(typed) - 1, 1)
            self.display = True

    def narrow(self, typed: str) -> bool:
        """Leave the names that begin with what is written; hides the list where none is left. Whether one is."""
        small = typed.lower()
        shown = tuple(n for n in self._names if n.lower().startswith(small) and n != typed)
        exact = [n for n in shown if n.startswith(typed)]
        known = set(exact)
        self._shown = (*exact, *(n for n in shown if n not in known))[:MOST]
        if not self._shown:
            self.hide()
            return False
        rows = self.query_one("#names", OptionList)
        rows.set_options([Option(safe.line(n, WIDEST), id=str(i)) for i, n in enumerate(self._shown)])
        rows.highlighted = 0
        self.styles.width = min(max(map(len, self._shown)), WIDEST) + 5
        self.styles.height = min(len(self._shown), ROWS) + 2
        return True

    def hide(self) -> None:
        """Take the list away."""
        self.display = False
        self._names = self._shown = ()

    def takes(self, key: str) -> bool:
        """Do what a key means to the list; False where it means nothing to it."""
        if not self.display:
            return False
        rows = self.query_one("#names", OptionList)
        match key:
            case "up" | "down" | "pageup" | "pagedown":
                getattr(rows, f"action_{key.replace('page', 'page_') if 'page' in key else f'cursor_{key}'}")()
                self._chosen = True
            case "escape":
                self.hide()
            case "tab":
                self._take(rows.highlighted)
            case "enter" if self._chosen:
                self._take(rows.highlighted)
            case _:
                return False
        return True

    def _take(self, index: int | None) -> None:
        if index is not None and index < len(self._shown):
            self.post_message(self.Taken(self._shown[index]))
        self.hide()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._take(event.option_index)


class CallTip(Static):
    """One line or two above the cursor: how what is being called is called."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", markup=False, id=id)

    def on_mount(self) -> None:
        self.display = False

    def open(self, text: str, place: Offset, room: int) -> None:
        """Show a signature above a place of the screen, at most ``room`` columns wide."""
        first, _, second = text.partition("\n")
        rows = [safe.line(first, 3 * (room - 4))]
        if second:
            rows.append(safe.line(second, room - 4).stylize("$text-muted"))
        height = min(-(-len(rows[0].plain) // max(room - 4, 10)), 3) + len(rows) - 1
        self.update(Content("\n").join(rows))
        self.styles.width = min(max(len(r.plain) for r in rows) + 4, room)
        self.styles.height = height + 2
        above = place.y - height - 2
        self.absolute_offset = Offset(max(place.x - 2, 0), above if above >= 0 else place.y + 1)
        self.display = True

    def hide(self) -> None:
        """Take it away."""
        self.display = False
