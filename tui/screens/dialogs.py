"""Small screens that lie over another: a question with a few answers, a text to read, and "too small"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from hotseat import harmless
from hotseat.tui import safe
from hotseat.tui.key_table import DIALOG, LINE, READ, bindings, key_of
from hotseat.tui.widgets.clockbar import RunningClock
from hotseat.tui.widgets.prose import Part, Prose

SMALLEST = (60, 18)
"""Columns and rows below which nothing useful can be shown."""


FRAME, MOST_ANSWERS = 8, 12
"""Rows of a dialog around its text and its answers, and the most that its answers take."""


@dataclass(frozen=True)
class Choice:
    """One answer."""

    id: str
    label: str
    help: str = ""


class Ask(ModalScreen[str | None]):
    """Asks a question; gives the id of the chosen answer, or None on escape."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*DIALOG)

    def __init__(self, title: str, text: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._title, self._text, self._choices = title, text, choices

    def compose(self) -> ComposeResult:
        yield RunningClock()
        with Vertical(classes="dialog"):
            yield Static(safe.line(self._title, style="bold $primary"), markup=False, classes="dialog-title")
            with VerticalScroll(classes="dialog-text", can_focus=False):
                yield Static(safe.said(self._text), markup=False)
            yield OptionList(*(Option(_choice(c), id=c.id) for c in self._choices), markup=False)
            yield _footer(f"↑ ↓ choose · enter take it · {key_of(self.app, 'dialog.back')} back")

    def on_mount(self) -> None:
        self.app.clear_notifications()  # they would lie over the answers in a small window
        self.query_one(OptionList).highlighted = 0

    def on_resize(self, event: Resize) -> None:
        """In a small window the text gives way, so that every answer stays in sight; the text can be scrolled."""
        total = event.size.height * 9 // 10 - FRAME
        columns = min(64, event.size.width * 96 // 100) - 8
        needed = sum(-(-part.cell_length // columns) for c in self._choices for part in _choice(c).split("\n"))
        answers = min(needed, MOST_ANSWERS, max(total - 2, 3))
        self.query_one(OptionList).styles.max_height = answers
        self.query_one(".dialog-text").styles.max_height = max(total - answers, 2)

    def action_read(self, step: int) -> None:
        """Scroll the text by a page."""
        text = self.query_one(".dialog-text", VerticalScroll)
        (text.scroll_page_down if step > 0 else text.scroll_page_up)()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)


def _footer(keys: str) -> Static:
    """The last line of a dialog, which says what its keys do."""
    return Static(Content.styled(keys, "$text-muted"), markup=False)


def _choice(choice: Choice) -> Content:
    label = safe.line(choice.label, style="bold")
    return Content("\n").join([label, safe.line(choice.help, style="$text-muted")]) if choice.help else label


class AskLine(ModalScreen[str | None]):
    """Asks for one line, which may stay empty; gives it, or None on escape."""

    ESCAPE = "back"
    """What its key does, in the footer."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*LINE)

    def __init__(self, title: str, text: str, *, hint: str, most: int, value: str = "") -> None:
        """``hint`` stands in the empty field; ``most`` is how many characters it takes; ``value`` stands in it at first."""
        super().__init__()
        self._title, self._text, self._hint, self._most = title, text, hint, most
        self._value = harmless.line(value, most)

    def on_mount(self) -> None:
        self.app.clear_notifications()

    def compose(self) -> ComposeResult:
        yield RunningClock()
        with Vertical(classes="dialog"):
            yield Static(safe.line(self._title, style="bold $primary"), markup=False, classes="dialog-title")
            with VerticalScroll(classes="dialog-text few", can_focus=False):
                yield Static(safe.said(self._text), markup=False)
            yield Input(self._value, placeholder=self._hint, max_length=self._most, select_on_focus=False)
            yield _footer(f"enter goes on · {key_of(self.app, 'line.back')} {self.ESCAPE}")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)


class Read(ModalScreen[None]):
    """Shows a text until it is closed."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*READ)

    def __init__(self, title: str, parts: Sequence[Part]) -> None:
        super().__init__()
        self._title, self._parts = title, parts

    def compose(self) -> ComposeResult:
        yield RunningClock()
        with Vertical(classes="dialog wide"):
            yield Static(safe.line(self._title, style="bold $primary"), markup=False, classes="dialog-title")
            with VerticalScroll():
                yield Prose(self._parts)
            yield _footer(f"↑ ↓ scroll · {key_of(self.app, 'read.close')} close")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()


class TooSmall(ModalScreen[None]):
    """Stands before everything while the terminal is too small; goes away by itself."""

    def compose(self) -> ComposeResult:
        yield Static(self._words(), markup=False, id="too-small")

    def on_resize(self) -> None:
        self.query_one("#too-small", Static).update(self._words())

    def _words(self) -> Content:
        columns, rows = SMALLEST
        here = self.size or self.app.size
        return Content(
            f"This window has {here.width} columns and {here.height} rows. "
            f"Hotseat needs {columns} by {rows}. Make it larger; nothing is lost meanwhile."
        )


def too_small(width: int, height: int) -> bool:
    """Whether a terminal of this size is too small."""
    return width < SMALLEST[0] or height < SMALLEST[1]
