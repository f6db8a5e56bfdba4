"""The code editor: one Python file in the percent format, edited as programmers expect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult, Selection

from hotseat.front.cell_notes import Note
from hotseat.interview.cells import Cell, cell_at, split
from hotseat.tui import code_search, undo_store
from hotseat.tui.key_table import EDITOR, bindings
from hotseat.tui.theme import palette_of
from hotseat.tui.widgets import cell_marks
from hotseat.tui.widgets.cell_marks import is_mark
from hotseat.tui.widgets.python_field import PythonField

PAUSE = 0.3
"""Seconds without a key after which an edit is posted."""
LONGEST = 0.6
"""Seconds after which an edit is posted even while keys go on coming."""


ROWS_KEPT = 400
"""Rows that are kept as they were painted."""


class CodeEditor(PythonField):
    """Python in cells: it knows which one has the cursor, and what is to be said of each."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*EDITOR)
    BORDER_TITLE = "Code"

    @dataclass
    class Edited(Message):
        """The code has changed, and the person has paused."""

        editor: CodeEditor
        text: str
        pasted: str = ""
        """What was pasted to make it so."""

    @dataclass
    class Sealed(Message):
        """The code was to be changed, and can only be read."""

        editor: CodeEditor

    @dataclass
    class RunAsked(Message):
        """The person asked to run a cell from inside the editor."""

        editor: CodeEditor
        cell: int

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(
            text,
            soft_wrap=False,
            tab_behavior="indent",
            show_line_numbers=True,
            id=id,
            max_checkpoints=undo_store.MOST_STEPS,
        )
        self._cells = split(text)
        self._current = 0
        self._posted = text
        self._notes: Mapping[int, Note] = {}
        self._faults: dict[int, str] = {}
        """Lines marked as those an error went through, from 0, each with what is said of it."""
        self._query = ""
        self._rows = 0
        """Rows in sight as the pane was last laid."""
        self._rows_made: LRUCache[object, Strip] = LRUCache(ROWS_KEPT)
        """Rows without the cursor, by all that their looks depend on."""

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
        if (
            text == self.text == self._posted
            and self._cells
            and not (self._faults or self._notes or self.history.undo_stack)
        ):
            return
        self._posted = text
        if text != self.text:
            self.load_text(text)
        self._faults, self._notes = {}, {}
        self._look()

    def put(self, text: str, place: tuple[int, int]) -> None:
        """Put another text in the place of all of this one, as one step to undo, the cursor near ``place``."""
        self.history.checkpoint()
        self.replace(text, (0, 0), self.document.end, maintain_selection_offset=False)
        self.history.checkpoint()
        row = min(place[0], self.document.line_count - 1)
        self.move_cursor((row, min(place[1], len(self.document.get_line(row)))), center=True)
        self.flush()

    def refuses(self) -> bool:
        """Whether the code can only be read, which is then said."""
        if self.read_only:
            self.post_message(self.Sealed(self))
        return self.read_only

    def edit(self, edit: Edit) -> EditResult:
        """Change the text, unless it can only be read: Textual sees to that for keys alone, not for what else changes it."""
        return EditResult(self.cursor_location, "") if self.refuses() else super().edit(edit)

    def undo(self) -> None:
        """Undo the last step, unless the code can only be read."""
        if not self.refuses():
            super().undo()

    def redo(self) -> None:
        """Do the last undone step again, unless the code can only be read."""
        if not self.refuses():
            super().redo()

    def take(self) -> str:
        """The text as it stands; what was typed up to now is not posted any more."""
        self.taken()
        self._posted = self.text
        return self._posted

    def flush(self, pasted: str = "") -> None:
        """Post what has been typed, or ``pasted``, since the last :class:`Edited`, now."""
        if self.text != self._posted:
            self.post_message(self.Edited(self, self.take(), pasted))

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

    def blame(self, *lines: int, words: str = "") -> None:
        """Mark lines, counted from 0, as those an error went through, and say which at the last; no line takes all marks away."""
        before = self._faults
        self._faults = {**dict.fromkeys(lines, ""), **({lines[-1]: words} if lines else {})}
        if self._faults != before:
            self.refresh()

    def blame_cells(self, places: Sequence[tuple[int, int]], words: str = "") -> None:
        """Mark lines of cells' code, each a cell's index and a line, counted from 1 as the kernel counts it."""
        cells, rows, lines = {c.index: c for c in self.cells()}, self.text.split("\n"), list[int]()
        for index, line in places:
            if cell := cells.get(index):
                code = cell.first + is_mark(rows[cell.first])
                blank = next((i for i, row in enumerate(rows[code : cell.last + 1]) if row.strip()), 0)
                lines.append(code + blank + line - 1)
        self.blame(*lines, words=words)

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
        self._faults = {}
        self._look()
        self.post_later(PAUSE, LONGEST)

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        if self._place() != self._current:
            self._look()

    def on_blur(self) -> None:
        self.flush()

    def on_resize(self, event: events.Resize) -> None:
        top, row = self.scroll_offset.y, self.cursor_location[0]
        if self.has_focus and top <= row < top + self._rows:
            # A pane that becomes smaller would leave the cursor outside.
            self.call_after_refresh(self.scroll_cursor_visible)
        if not self._rows and self.scroll_offset.x:
            # What was typed before the pane was laid for the first time has pushed the code out to the left.
            self.call_after_refresh(self._back_to_the_left)
        self._rows = self.scrollable_content_region.height

    def _back_to_the_left(self) -> None:
        """See the lines from their beginning, as far as the cursor allows."""
        self.scroll_to(x=0, animate=False, force=True, immediate=True)
        self.scroll_cursor_visible()

    async def _on_paste(self, event: events.Paste) -> None:
        if self.refuses():
            event.prevent_default().stop()
            return
        self.flush()  # so that what was pasted stands by itself among the edits
        await super()._on_paste(event)
        self.flush(event.text)

    def _look(self) -> None:
        self._cells = split(self.text)
        self._current = self._place()
        told = f"cell {self._current + 1} of {len(self._cells)}"
        if told != self.border_subtitle:
            self.border_subtitle = told
        self.refresh()

    def _place(self) -> int:
        row = self.cursor_location[0]
        return next((c.index for c in reversed(self._cells) if c.first <= row), 0)

    def render_line(self, y: int) -> Strip:
        row = self.scroll_offset.y + y
        cell = next((c for c in reversed(self._cells) if c.first <= row), None)
        if cell is None or row >= self.document.line_count:
            return super().render_line(y)
        self.colour(row)
        top, bottom = sorted((self.selection.start[0], self.selection.end[0]))
        bracket = self._matching_bracket_location
        if top <= row <= bottom or (bracket and bracket[0] == row):
            return self._dressed(y, row, cell)
        # A key changes one row or two, and Textual would make all of them anew.
        key = (
            *(row, self.document.get_line(row), tuple(self._highlights[row]), self.scroll_offset.x, self.theme),
            *(self.size, max(self.virtual_size.width, self.region.width), self.gutter_width, self._query),
            *(cell.index == self._current, cell.first == row and self._notes.get(cell.index)),
            self._faults.get(row),
        )
        strip = self._rows_made.get(key)
        if strip is None:
            strip = self._rows_made[key] = self._dressed(y, row, cell)
        return strip

    def _dressed(self, y: int, row: int, cell: Cell) -> Strip:
        """A line of the document, with all that is shown beside its code."""
        strip, width = super().render_line(y), self.gutter_width
        palette = palette_of(self.app.theme, self.app.current_theme.dark)
        number, rest = strip.divide([width, strip.cell_length])
        line, current = self.document.get_line(row), cell.index == self._current
        fault = self._faults.get(row)
        cursor = self._theme.cursor_style if self._theme and self.has_focus else None
        room = self.scrollable_content_region.width - width
        if row == cell.first and is_mark(line):
            rest = cell_marks.opening(rest, self._notes.get(cell.index), room, palette, current=current, cursor=cursor)
        if self._query and (spans := self._spans(line)):
            rest = cell_marks.found(rest, spans, palette, cursor)
        if fault:
            rest = cell_marks.beside(rest, fault, room, Style(color=palette.bad, bgcolor=palette.surface), least=16)
        edge = cell_marks.gutter(number, width, palette, current=current, fault=fault is not None)
        return Strip.join([edge, rest])

    def _spans(self, line: str) -> list[tuple[int, int]]:
        """Where the searched text stands in a line, in columns of the screen."""

        def column(at: int) -> int:
            return cell_len(line[:at].expandtabs(self.indent_width)) - self.scroll_offset.x

        return [(column(start), column(end)) for _, start, end in code_search.spots([line], self._query)]

    # Actions, one for each line of the table of keys.

    def action_paste(self) -> None:
        """Paste what was copied inside the app."""
        self.flush()
        super().action_paste()
        self.flush(self.app.clipboard)

    def action_next_cell(self) -> None:
        self.go_to(self.current_cell().index + 1)

    def action_previous_cell(self) -> None:
        self.go_to(self.current_cell().index - 1)

    def action_run_and_go(self) -> None:
        """Ask for the current cell to be run, and go to the next one."""
        cell = self.current_cell().index
        self.post_message(self.RunAsked(self, cell))
        self.go_to(cell + 1)
