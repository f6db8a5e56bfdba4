"""The code editor: one Python file in the percent format, edited as programmers expect."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from hotseat import harmless
from hotseat.interview.cells import Cell, cell_at, split
from hotseat.tui.key_table import EDITOR, bindings
from hotseat.tui.theme import palette_of
from hotseat.tui.widgets.textfield import TextField

PAUSE = 0.3
"""Seconds without a key after which an edit is posted."""
LONGEST = 1.0
"""Seconds after which an edit is posted even while keys go on coming."""


class CodeEditor(TextField):
    """A text area that knows cells, indentation, blocks and comments."""

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

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(text, soft_wrap=False, tab_behavior="indent", show_line_numbers=True, id=id)
        self._cells = split(text)
        self._current = 0
        self._posted = text
        self._timer: Timer | None = None
        self._unposted_since: float | None = None
        self._notes: Mapping[int, str] = {}
        self._fault: int | None = None

    def on_mount(self) -> None:
        # The grammar takes 40 ms to load; the frame is painted first.
        self.call_after_refresh(self._colour)

    def _colour(self) -> None:
        place, self.language = self.cursor_location, "python"
        self.move_cursor(place)

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

    def note(self, notes: Mapping[int, str]) -> None:
        """Show a short remark at the right of each cell's mark, by the cell's index."""
        self._notes = notes
        self.refresh()

    def blame(self, line: int | None) -> None:
        """Mark a line, counted from 0, as the one where an error arose; None takes the mark away."""
        self._fault = line
        self.refresh()

    def blame_cell(self, cell: int, line: int) -> None:
        """Mark a line of a cell's code, counted from 1 as the kernel counts it."""
        found = next((c for c in self.cells() if c.index == cell), None)
        if found:
            rows = self.text.split("\n")[found.first : found.last + 1]
            marked = is_mark(rows[0])
            blank = next((i for i, row in enumerate(rows[marked:]) if row.strip()), 0)
            self.blame(found.first + marked + blank + line - 1)

    def take(self) -> str:
        """The text as it stands; what was typed up to now is not posted any more."""
        if self._timer:
            self._timer.stop()
        self._posted = self.text
        self._unposted_since = None
        return self._posted

    def action_to_start(self) -> None:
        """Go to the first character of the file."""
        self.move_cursor((0, 0))

    def action_to_end(self) -> None:
        """Go behind the last character of the file."""
        self.move_cursor(self.document.end)

    def flush(self) -> None:
        """Post what has been typed since the last :class:`Edited`, now."""
        if self.text != self._posted:
            self.post_message(self.Edited(self, self.take()))

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
        row, gutter = self.scroll_offset.y + y, self.gutter_width
        cell = next((c for c in reversed(self._cells) if c.first <= row), None)
        if cell is None or row >= self.document.line_count:
            return strip
        palette = palette_of(self.app.theme, self.app.current_theme.dark)
        number, rest = strip.divide([gutter, strip.cell_length])
        ground = next((s.style for s in number if s.style), Style())
        current, fault = cell.index == self._current, row == self._fault
        edge = [
            Segment(number.text[: gutter - 2], ground),
            Segment("✗" if fault else " ", ground + Style(color=palette.bad, bold=True)),
            Segment("▎" if current else " ", ground + Style(color=palette.ember)),
        ]
        if row == cell.first and is_mark(self.document.get_line(row)):
            ink = palette.ember if current else palette.muted
            rest = self._marked(rest, Style(color=ink, bgcolor=palette.raised, bold=True, italic=False))
            rest = self._noted(rest, self._notes.get(cell.index, ""), Style(color=ink, bgcolor=palette.raised))
        return Strip.join([Strip(edge, gutter), rest])

    def _marked(self, strip: Strip, mark: Style) -> Strip:
        cursor = self._theme.cursor_style
        shown = cursor.bgcolor if cursor and self.has_focus else None
        return Strip(
            [
                s if s.style and shown and s.style.bgcolor == shown else Segment(s.text, (s.style or Style()) + mark)
                for s in strip
            ],
            strip.cell_length,
        )

    def _noted(self, strip: Strip, note: str, style: Style) -> Strip:
        width = self.scrollable_content_region.width - self.gutter_width
        note = f" {harmless.line(note, 40)} "
        used, wide = cell_len(strip.text.rstrip()), cell_len(note)
        if not note.strip() or used + wide > width:
            return strip
        return Strip.join([strip.crop(0, width - wide), Strip([Segment(note, style)], wide)])

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

    async def _on_key(self, event: events.Key) -> None:
        if not self.read_only and self._takes(event.key):
            event.prevent_default().stop()

    def _takes(self, key: str) -> bool:
        """Do what a key means to a programmer; False where it means what it means to everybody."""
        row, column = self.selection.start
        before = self.document.get_line(row)[:column]
        if key == "enter":
            start, end = sorted(self.selection)
            before = self.document.get_line(start[0])[: start[1]]
            deeper = before.rstrip().endswith((":", "(", "[", "{"))
            indent = before[: len(before) - len(before.lstrip())] + " " * (self.indent_width * deeper)
            self._replace_via_keyboard("\n" + indent, start, end)
            return True
        if key == "tab" and self.selection.start[0] != self.selection.end[0]:
            pad = " " * self.indent_width
            self._rewrite(lambda lines: [pad + line if line.strip() else line for line in lines])
            return True
        if key == "backspace" and self.selection.is_empty and before and not before.strip(" "):
            self.delete((row, (column - 1) // self.indent_width * self.indent_width), (row, column))
            return True
        return False

    def action_dedent(self) -> None:
        """Move the selected lines one step to the left."""

        def left(lines: list[str]) -> list[str]:
            return [line[min(self.indent_width, len(line) - len(line.lstrip(" "))) :] for line in lines]

        self._rewrite(left)

    def action_comment(self) -> None:
        """Make comments of the selected lines, or code again where all of them are comments."""
        self._rewrite(toggled)

    def action_next_cell(self) -> None:
        self.go_to(self.current_cell().index + 1)

    def action_previous_cell(self) -> None:
        self.go_to(self.current_cell().index - 1)

    def action_run_and_go(self) -> None:
        """Ask for the current cell to be run, and go to the next one."""
        cell = self.current_cell().index
        self.post_message(self.RunAsked(self, cell))
        self.go_to(cell + 1)


def is_mark(line: str) -> bool:
    """Whether a line opens a cell."""
    return line.startswith(("# %%", "#%%"))


def toggled(lines: Sequence[str]) -> list[str]:
    """The lines as comments, or as code again where all that are not blank are comments."""
    body = [line for line in lines if line.strip()]
    if body and all(line.lstrip().startswith("#") for line in body):
        out: list[str] = []
        for line in lines:
            indent = line[: len(line) - len(line.lstrip())]
            bare = line.lstrip().removeprefix("#")
            out.append(indent + bare.removeprefix(" ") if line.strip() else line)
        return out
    at = min((len(line) - len(line.lstrip()) for line in body), default=0)
    return [line[:at] + "# " + line[at:] if line.strip() else line for line in lines]
