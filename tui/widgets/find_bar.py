"""The line in which a text is searched in the code and another put in its place."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from hotseat.tui import code_search
from hotseat.tui.key_table import FIND, bindings
from hotseat.tui.widgets.editor import CodeEditor


class FindBar(Horizontal):
    """Shown while one searches; the place that is found is selected in the editor as one types."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*FIND)

    def __init__(self, editor: CodeEditor, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._editor = editor
        self._from = (0, 0)
        """Where the cursor stood when the search began: what is typed is looked for from there."""
        self._found: list[code_search.Spot] = []
        self._at: int | None = None

    def compose(self) -> ComposeResult:
        yield Static("Find", markup=False, classes="find-label")
        yield Input(id="find-text", compact=True, placeholder="lower case finds any case")
        yield Static("New", markup=False, classes="find-label")
        yield Input(id="find-new", compact=True, placeholder="tab here, enter replaces")
        yield Static("", markup=False, id="find-count")

    def on_mount(self) -> None:
        self.display = False
        for box in self.query(Input):
            # A cursor that blinks repaints twice a second for as long as the line is open.
            box.cursor_blink = False

    @property
    def query_text(self) -> str:
        """What is looked for."""
        return self.query_one("#find-text", Input).value

    def open(self) -> None:
        """Show the line; what is selected in one line of the code is what is looked for."""
        editor, box = self._editor, self.query_one("#find-text", Input)
        selected = editor.selected_text
        self._from = min(editor.selection.start, editor.selection.end)
        self.display = True
        if selected and "\n" not in selected:
            box.value = selected
        self.screen.set_focus(box)
        box.action_select_all()
        self._seek(1, stay=True)

    def action_close(self) -> None:
        """Hide the line; the cursor stays at what was found."""
        self.hide()
        self.screen.set_focus(self._editor)

    def hide(self) -> None:
        """Hide the line and the marks, wherever the cursor is."""
        self.display = False
        self._editor.search("")

    def action_step(self, step: int) -> None:
        self._from = self._here(step)
        self._seek(step)

    def step(self) -> bool:
        """Go to the next place of what was looked for last, the line shown or not; whether there is one."""
        found = code_search.spots(list(self._editor.document.lines), self.query_text)
        at = code_search.after(found, self._here(1), 1)
        if at is not None:
            self._editor.show_spot(found[at])
        return at is not None

    def _here(self, step: int) -> tuple[int, int]:
        ends = sorted((self._editor.selection.start, self._editor.selection.end))
        return ends[1] if step > 0 else ends[0]

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.input.id == "find-text" and self.display:
            self._seek(1, stay=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id == "find-new":
            self._replace()
        else:
            self.action_step(1)

    def _seek(self, step: int, *, stay: bool = False) -> None:
        self._found = self._editor.search(self.query_text)
        self._at = code_search.after(self._found, self._from, step)
        if self._at is not None:
            self._editor.show_spot(self._found[self._at])
        elif stay:
            self._editor.move_cursor(self._from)
        self._tell()

    def _tell(self) -> None:
        if not self.query_text:
            said = ""
        elif self._at is None:
            said = "nothing found"
        else:
            most = "+" if len(self._found) == code_search.MOST_PLACES else ""
            said = f"{self._at + 1} of {len(self._found)}{most}"
        self.query_one("#find-count", Static).update(Content(said))

    def _replace(self) -> None:
        """Replace the place that is selected, and go to the next."""
        editor, new = self._editor, self.query_one("#find-new", Input).value
        if self._at is None or editor.refuses():
            return
        row, start, end = self._found[self._at]
        editor.history.checkpoint()
        editor.replace(new, (row, start), (row, end), maintain_selection_offset=False)
        editor.history.checkpoint()
        self._from = (row, start + len(new))
        self._seek(1)

    def action_replace_all(self) -> None:
        """Replace every place, as one step to undo."""
        editor, new = self._editor, self.query_one("#find-new", Input).value
        if editor.refuses():
            return
        text, count = code_search.replaced(list(editor.document.lines), self.query_text, new)
        if count:
            editor.put(text, editor.cursor_location)
        self._found, self._at = editor.search(self.query_text), None
        times = "once" if count == 1 else f"{count} times"
        self.query_one("#find-count", Static).update(Content(f"replaced {times}" if count else "nothing found"))
