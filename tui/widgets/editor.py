"""The code editor: one Python file in the percent format, edited as programmers expect."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import ClassVar, Protocol

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from hotseat.interview.cells import Cell, cell_at, split
from hotseat.tui import code_search, code_typing, undo_store
from hotseat.tui.key_table import EDITOR, bindings
from hotseat.tui.theme import palette_of
from hotseat.tui.widgets import cell_marks
from hotseat.tui.widgets.cell_marks import Note, is_mark
from hotseat.tui.widgets.textfield import TextField

PAUSE = 0.3
"""Seconds without a key after which an edit is posted."""
LONGEST = 1.0
"""Seconds after which an edit is posted even while keys go on coming."""


class Menu(Protocol):
    """A list that lies over the editor and takes some of its keys."""

    def takes(self, key: str) -> bool:
        """Do what a key means to the list; False where it means nothing to it."""
        ...


class CodeEditor(TextField):
    """A text area that knows cells, indentation, brackets, blocks and comments."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*EDITOR)
    BORDER_TITLE = "Code"

    @dataclass
    class Edited(Message):
        """The code has changed, and the person has paused."""

        editor: CodeEditor
        text: str

    @dataclass
    class RunAsked(Message):
        """The person asked to run a cell from inside the editor."""

        editor: CodeEditor
        cell: int

    @dataclass
    class Typed(Message):
        """A character was typed, and is in the text."""

        editor: CodeEditor
        character: str

    @dataclass
    class Pasted(Message):
        """A text was pasted, and is in the code."""

        editor: CodeEditor
        text: str

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(
            text,
            soft_wrap=False,
            tab_behavior="indent",
            show_line_numbers=True,
            id=id,
            max_checkpoints=undo_store.MOST_STEPS,
        )
        self.pairs = True
        """Whether brackets and quotes are closed as they are opened."""
        self.menu: Menu | None = None
        """What lies over the editor, if anything does."""
        self.asks: Callable[[str], None] | None = None
        """Takes wishes for what is shown over the editor or below it: ``complete``, ``docs``, ``find`` and others."""
        self._cells = split(text)
        self._current = 0
        self._posted = text
        self._timer: Timer | None = None
        self._unposted_since: float | None = None
        self._notes: Mapping[int, Note] = {}
        self._fault: tuple[int, str] | None = None
        self._query = ""

    def on_mount(self) -> None:
        # The grammar takes 40 ms to load; the frame is painted first.
        self.call_after_refresh(self._colour)

    def _colour(self) -> None:
        place, self.language = self.cursor_location, "python"
        self.move_cursor(place)

    # What it holds.

    def load(self, text: str) -> None:
        """Show another file; what was typed and not yet posted is dropped, and so is the undo history."""
        if self._timer:
            self._timer.stop()
        self._posted = text
        if text != self.text:
            self.load_text(text)
        self._fault, self._notes = None, {}
        self._look()

    def put(self, text: str, place: tuple[int, int]) -> None:
        """Put another text in the place of all of this one, as one step to undo, the cursor near ``place``."""
        self.history.checkpoint()
        self.replace(text, (0, 0), self.document.end, maintain_selection_offset=False)
        self.history.checkpoint()
        row = min(place[0], self.document.line_count - 1)
        self.move_cursor((row, min(place[1], len(self.document.get_line(row)))), center=True)
        self.flush()

    def take(self) -> str:
        """The text as it stands; what was typed up to now is not posted any more."""
        if self._timer:
            self._timer.stop()
        self._posted = self.text
        self._unposted_since = None
        return self._posted

    def flush(self) -> None:
        """Post what has been typed since the last :class:`Edited`, now."""
        if self.text != self._posted:
            self.post_message(self.Edited(self, self.take()))

    # Cells.

    def cells(self) -> tuple[Cell, ...]:
        """The cells of the text as it stands."""
        return split(self.text)

    def current_cell(self) -> Cell:
        """The cell the cursor is in, with its index and its first and last line."""
        return cell_at(self.text, self.cursor_location[0])

    def go_to(self, cell: int) -> None:
        """Put the cursor at the beginning of a cell's code."""
        found = next((c for c in self.cells() if c.index == cell), None)
        if found:
            self.move_cursor((min(found.first + 1, found.last), 0), center=True)

    def note(self, notes: Mapping[int, Note]) -> None:
        """Show a short remark at the right of each cell's mark, by the cell's index."""
        if notes != self._notes:
            self._notes = dict(notes)
            self.refresh()

    def blame(self, line: int | None, words: str = "") -> None:
        """Mark a line, counted from 0, as the one where an error arose, and say which; None takes the mark away."""
        self._fault = None if line is None else (line, words)
        self.refresh()

    def blame_cell(self, cell: int, line: int, words: str = "") -> None:
        """Mark a line of a cell's code, counted from 1 as the kernel counts it."""
        found = next((c for c in self.cells() if c.index == cell), None)
        if found:
            rows = self.text.split("\n")[found.first : found.last + 1]
            marked = is_mark(rows[0])
            blank = next((i for i, row in enumerate(rows[marked:]) if row.strip()), 0)
            self.blame(found.first + marked + blank + line - 1, words)

    # Search.

    def search(self, query: str) -> list[code_search.Spot]:
        """Mark every place of a text, and return them; an empty one takes the marks away."""
        self._query = query
        self.refresh()
        return code_search.spots(list(self.document.lines), query)

    def show_spot(self, spot: code_search.Spot) -> None:
        """Select a place, in sight."""
        row, start, end = spot
        self.selection = Selection((row, start), (row, end))
        self.scroll_cursor_visible(center=True)

    # What happens to it.

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        self._fault = None
        self._look()
        if self._timer:
            self._timer.stop()
        if self._unposted_since is None:
            self._unposted_since = monotonic()
        if monotonic() - self._unposted_since >= LONGEST:
            self.flush()
        else:
            self._timer = self.set_timer(PAUSE, self.flush)

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        if self._place() != self._current:
            self._look()

    def on_blur(self) -> None:
        self.flush()

    async def _on_paste(self, event: events.Paste) -> None:
        self.flush()  # so that what was pasted stands by itself among the edits
        await super()._on_paste(event)
        self.post_message(self.Pasted(self, event.text))
        self.flush()

    def _look(self) -> None:
        self._cells = split(self.text)
        self._current = self._place()
        self.border_subtitle = f"cell {self._current + 1} of {len(self._cells)}"
        self.refresh()

    def _place(self) -> int:
        row = self.cursor_location[0]
        return next((c.index for c in reversed(self._cells) if c.first <= row), 0)

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        row, width = self.scroll_offset.y + y, self.gutter_width
        cell = next((c for c in reversed(self._cells) if c.first <= row), None)
        if cell is None or row >= self.document.line_count:
            return strip
        palette = palette_of(self.app.theme, self.app.current_theme.dark)
        number, rest = strip.divide([width, strip.cell_length])
        line, current = self.document.get_line(row), cell.index == self._current
        fault = self._fault if self._fault and self._fault[0] == row else None
        cursor = self._theme.cursor_style if self._theme and self.has_focus else None
        room = self.scrollable_content_region.width - width
        if row == cell.first and is_mark(line):
            rest = cell_marks.opening(rest, self._notes.get(cell.index), room, palette, current=current, cursor=cursor)
        if self._query and (spans := self._spans(line)):
            rest = cell_marks.found(rest, spans, palette, cursor)
        if fault and fault[1]:
            rest = cell_marks.beside(rest, fault[1], room, Style(color=palette.bad, bgcolor=palette.surface), least=16)
        edge = cell_marks.gutter(number, width, palette, current=current, fault=fault is not None)
        return Strip.join([edge, rest])

    def _spans(self, line: str) -> list[tuple[int, int]]:
        """Where the searched text stands in a line, in columns of the screen."""

        def column(at: int) -> int:
            return cell_len(line[:at].expandtabs(self.indent_width)) - self.scroll_offset.x

        return [(column(start), column(end)) for _, start, end in code_search.spots([line], self._query)]

    # Keys.

    async def _on_key(self, event: events.Key) -> None:
        if (self.menu is not None and self.menu.takes(event.key)) or (not self.read_only and self._takes(event)):
            event.prevent_default().stop()

    def _takes(self, event: events.Key) -> bool:
        """Do what a key means to a programmer; False where it means what it means to everybody."""
        own = self._own().key_to_bindings.get(event.key, ())
        if any(binding.id in self.app._keymap for binding in own):  # pyright: ignore[reportPrivateUsage]
            return False
        start, end = sorted((self.selection.start, self.selection.end))
        before, after = self.document.get_line(start[0])[: start[1]], self.document.get_line(end[0])[end[1] :]
        match event.key:
            case "enter":
                self._put_in(code_typing.next_line(before, after, self.indent_width))
            case "tab" if start[0] != end[0]:
                pad = " " * self.indent_width
                self._rewrite(lambda lines: [pad + line if line.strip() else line for line in lines])
            case "tab" if start == end and re.search(r"[\w.]$", before):
                self.action_want("complete")
            case "backspace" if start == end and before and not before.strip(" "):
                self.delete((start[0], (start[1] - 1) // self.indent_width * self.indent_width), start)
            case "backspace" if start == end and self.pairs and code_typing.empty_pair(before, after):
                self.delete((start[0], start[1] - 1), (start[0], start[1] + 1))
            case _:
                return self._types(event, before, after)
        return True

    def _types(self, event: events.Key, before: str, after: str) -> bool:
        character = event.character or ""
        if not event.is_printable or len(character) != 1:
            return False
        # The screen hears of it when it is in the text.
        self.call_later(self.post_message, self.Typed(self, character))
        if not self.pairs:
            return False
        if not self.selection.is_empty:
            return self._wrap(character)
        came = code_typing.typed(before, after, character)
        if came is None:
            return False
        self._put_in(came)
        return True

    def _wrap(self, character: str) -> bool:
        start, end = sorted((self.selection.start, self.selection.end))
        new = code_typing.wrapped(character, self.selected_text)
        if new is None:
            return False
        self._replace_via_keyboard(new, start, end)
        last = (end[0], end[1] + (1 if start[0] == end[0] else 0))
        self.selection = Selection((start[0], start[1] + 1), last)
        return True

    def _put_in(self, came: code_typing.Typed) -> None:
        start, end = sorted((self.selection.start, self.selection.end))
        if came.text:
            self._replace_via_keyboard(came.text, start, end)
        row, column = self.cursor_location
        if came.back > column:
            # Only enter between two brackets goes back over a line.
            self.move_cursor((row - 1, len(self.document.get_line(row - 1))))
        elif came.back or came.over:
            self.move_cursor((row, column - came.back + came.over))

    def _rows(self) -> range:
        (first, _), (last, column) = sorted((self.selection.start, self.selection.end))
        return range(first, last + (column > 0 or first == last))

    def _rewrite(self, change: Callable[[list[str]], list[str]]) -> None:
        """Put changed lines in the place of the selected ones, as one step to undo."""
        rows = self._rows()
        old = [self.document.get_line(row) for row in rows]
        new = change(old)
        if old == new:
            return
        single, (row, column) = self.selection.is_empty, self.cursor_location
        last = rows.stop - 1
        self.history.checkpoint()
        self.replace("\n".join(new), (rows.start, 0), (last, len(old[-1])), maintain_selection_offset=False)
        self.history.checkpoint()
        if single:
            self.move_cursor((row, max(0, column + len(new[0]) - len(old[0]))))
        else:
            self.selection = Selection((rows.start, 0), (last, len(new[-1])))

    # Actions, one for each line of the table of keys.

    def action_to_start(self) -> None:
        """Go to the first character of the file."""
        self.move_cursor((0, 0))

    def action_to_end(self) -> None:
        """Go behind the last character of the file."""
        self.move_cursor(self.document.end)

    def action_paste(self) -> None:
        """Paste what was copied inside the app."""
        self.flush()
        super().action_paste()
        self.post_message(self.Pasted(self, self.app.clipboard))
        self.flush()

    def action_dedent(self) -> None:
        """Move the selected lines one step to the left."""

        def left(lines: list[str]) -> list[str]:
            return [line[min(self.indent_width, len(line) - len(line.lstrip(" "))) :] for line in lines]

        self._rewrite(left)

    def action_comment(self) -> None:
        """Make comments of the selected lines, or code again where all of them are comments."""
        self._rewrite(code_typing.toggled)

    def action_next_cell(self) -> None:
        self.go_to(self.current_cell().index + 1)

    def action_previous_cell(self) -> None:
        self.go_to(self.current_cell().index - 1)

    def action_run_and_go(self) -> None:
        """Ask for the current cell to be run, and go to the next one."""
        cell = self.current_cell().index
        self.post_message(self.RunAsked(self, cell))
        self.go_to(cell + 1)

    def action_want(self, what: str) -> None:
        """Ask for what is shown over the editor or below it."""
        if self.asks is not None:
            self.asks(what)
