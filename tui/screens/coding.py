"""The part of the interview screen that is about code: what is run, marked, completed, searched, and kept beside the session."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from textual import events
from textual.content import Content
from textual.widgets import TextArea

from hotseat.front.cell_notes import cell_notes
from hotseat.front.faults import fault
from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.interview.code_pastes import lines_of_much
from hotseat.interview.state import State
from hotseat.tui import safe, undo_store
from hotseat.tui.code_assist import CodeAssist
from hotseat.tui.code_desk import CodeDesk
from hotseat.tui.screens.answering import Answering
from hotseat.tui.screens.dialogs import Ask, AskLine, Choice, Read
from hotseat.tui.widgets.completions import CallTip, Completions
from hotseat.tui.widgets.editor import CodeEditor
from hotseat.tui.widgets.find_bar import FindBar
from hotseat.tui.widgets.python_field import PythonField

if TYPE_CHECKING:
    from textual.timer import Timer

    from hotseat.interview.engine import Engine

LOOK_SECONDS = 0.5
"""How often it is looked whether another editor has saved the file."""
CLOSED = "That question is closed: its code can be read, but no longer changed."
NOT_YET = "No question is open yet. Code can be written once the first one is."
UNDO_SECONDS = 2.0
"""After this long without an edit the undo history is written."""


class Coding(Answering):
    """Holds the code of the open question, and everything that is done to it."""

    def __init__(self, engine: Engine | None) -> None:
        super().__init__(engine)
        self.names = Completions(id="completions")
        self.tip = CallTip(id="call-tip")
        self._question: str | None = None
        """The question whose code the editor holds."""
        self._kernel_since = 0
        """The event with which the present kernel began."""
        self._desk: CodeDesk | None = None
        self._undo_timer: Timer | None = None
        self._deciding = False
        """Whether the person is being asked what to do about two versions of the file."""
        self._looking = False
        """Whether the file is being looked at; what is found there must not be dropped half-way."""
        self._kept = ""
        """The text that the undo history on disk leads to."""
        self._told_fault = ""

    @property
    def code_of(self) -> str | None:
        return self._question

    def begin_coding(self) -> None:
        """Let the editor know whom to ask, and keep an eye on the file; once, when the screen is there."""
        # What ran before a session was opened again ran in a kernel that is gone.
        self._kernel_since = self.state.seq if self.state.resumed else 0
        editor = self.work.editor
        editor.pairs = self._app.service.bracket_pairs
        self.find = self.query_one(FindBar)
        self.assist = CodeAssist(editor, self.names, self.tip, self._help_with, self._app.tell)
        editor.menu, editor.asks = self.assist, self._wanted
        desk = self._app.service.desk(self.state.session)
        if desk is not None:
            self.assist.help = desk.help
            self._desk = CodeDesk(desk.folder)
            self.set_interval(LOOK_SECONDS, self._look_at_file)

    # What the editor holds.

    def load_code(self, state: State) -> None:
        """Show the code of the open question, once it is another one; only an open question's code can be changed."""
        self._load(state)
        # What is written before the first question or into a closed one belongs to nothing, and would be lost.
        self.work.editor.read_only = state.current is None
        if self.work.editor.read_only:
            self.assist.away()

    def on_key(self, event: events.Key) -> None:
        """Say why the code takes no letter where no question is open; keys that the editor has no use for come here."""
        if event.is_printable and self.work.editor.has_focus:
            self.tell_sealed()

    def on_code_editor_sealed(self) -> None:
        self.tell_sealed()

    def tell_sealed(self) -> bool:
        """Whether the code can only be read now, which the person is told with the reason."""
        if self.work.editor.read_only:
            self._app.tell(NOT_YET if self._question is None else CLOSED)
        return self.work.editor.read_only

    def _load(self, state: State) -> None:
        shown = state.current or state.last
        if not shown or shown == self._question:
            return
        self._keep_undo()
        self._question = shown
        editor, question = self.work.editor, state.questions[shown].question
        editor.load(state.questions[shown].code)
        self._kept = editor.text
        if question.kind == "code":
            self.name_code("To review" if question.review else "Code", question.title)
        else:
            editor.border_title = safe.line("Take-home notebook" if state.starters.get(shown) else "Scratch pad")
        if self._desk is not None and not state.ended:
            self.run_worker(self._open_file(shown, editor.text), group="desk", exit_on_error=False)

    def name_code(self, what: str, title: str) -> None:
        """Write over the editor what it holds; what says the same already is not painted again."""
        named = safe.line(f"{what} · {title}")
        if self.work.editor.border_title != named:
            self.work.editor.border_title = named

    async def _open_file(self, question: str, text: str) -> None:
        assert self._desk is not None
        undo, redo = await self._desk.open(question, text)
        editor = self.work.editor
        if self._question == question and editor.text == text and not editor.history.undo_stack:
            undo_store.put_back(editor.history, undo, redo)

    def push_code(self) -> None:
        """Hand over what the editor holds, if it is still the open question's."""
        text = self.work.editor.take()
        if self._question is not None and self._question == self.state.current:
            self.do(c.Edit(text), self._question)

    def on_code_editor_edited(self, event: CodeEditor.Edited) -> None:
        if self._question is not None:
            self.do(c.Edit(event.text, event.pasted), self._question)
            self._tell_paste(event.pasted)
            self.run_worker(self._save(self._question, event.text), group="desk", exit_on_error=False)
            if self._undo_timer:
                self._undo_timer.stop()
            self._undo_timer = self.set_timer(UNDO_SECONDS, self._keep_undo)

    def _keep_undo(self) -> None:
        """Write the undo history; what is written is fixed here, the writing goes on beside."""
        if self._undo_timer:
            self._undo_timer.stop()
            self._undo_timer = None
            if self._desk is not None and self._question is not None:
                self.run_worker(self._undo_kept(self._question), group="desk", exit_on_error=False)

    def _undo_kept(self, question: str) -> Coroutine[Any, Any, None]:
        assert self._desk is not None
        editor = self.work.editor
        self._kept = editor.text
        return self._desk.keep_undo(question, self._kept, *undo_store.steps(editor.history))

    async def close_code(self) -> None:
        """Write what is still to be written beside the session."""
        if self._undo_timer:
            self._undo_timer.stop()
        editor = self.work.editor
        if self._desk is not None and self._question is not None and editor.text != self._kept:
            await self._undo_kept(self._question)
            await self._desk.save(self._question, editor.text)

    # The file on disk.

    async def _save(self, question: str, text: str) -> None:
        if self._desk is None or self._deciding:
            return
        conflict = await self._desk.save(question, text)
        self._tell_fault()
        if conflict is not None:
            self._decide(conflict.theirs)

    def _look_at_file(self) -> None:
        busy = self._looking or self._deciding or not self.is_current
        here = self._question is not None and self._question == self.state.current
        if busy or not here or self._desk is None:
            return
        if self._desk.changed:
            self._looking = True
            self.run_worker(self._take_over, group="look", exit_on_error=False)
        elif self._desk.behind:
            self._looking = True
            self.run_worker(self._write_again, group="desk", exit_on_error=False)

    async def _write_again(self) -> None:
        try:
            if self._question is not None:
                await self._save(self._question, self.work.editor.text)
        finally:
            self._looking = False

    async def _take_over(self) -> None:
        assert self._desk is not None
        question, editor = self._question, self.work.editor
        try:
            known, theirs = await self._desk.look()
        finally:
            self._looking = False
        self._tell_fault()
        if theirs is None or question != self._question or theirs == editor.text:
            return
        if editor.text == known:
            editor.put(theirs, editor.cursor_location)
            self._app.tell("Taken over: what you saved in your own editor.")
        else:
            self._decide(theirs)

    def _decide(self, theirs: str) -> None:
        """Ask which of two versions it shall be; neither is lost."""
        if self._deciding or self._desk is None:
            return
        self._deciding = True
        choices = [
            Choice("mine", "Keep what is here", "The file's version is saved beside it."),
            Choice("theirs", "Take the file's version", "One undo brings back what is here."),
        ]
        told = f"{self._desk.path} was saved by another editor, and you have typed here meanwhile."

        question = self._question

        def chosen(answer: str | None) -> None:
            self.run_worker(self._settle(question, answer or "mine", theirs), group="desk", exit_on_error=False)

        self.app.push_screen(Ask("The code has changed in two places", told, choices), chosen)

    async def _settle(self, question: str | None, answer: str, theirs: str) -> None:
        assert self._desk is not None
        editor = self.work.editor
        try:
            if question != self._question or self.tell_sealed():
                return  # It was closed meanwhile; the file keeps what the other editor saved.
            if answer == "theirs":
                text = await self._desk.adopt()
                if text is not None:
                    editor.put(text, editor.cursor_location)
            else:
                beside = await self._desk.keep_mine(editor.text, theirs)
                if beside is not None:
                    self._app.tell(f"The file's version is beside it, in {beside.name}")
        finally:
            self._deciding = False
        self._tell_fault()

    def _tell_fault(self) -> None:
        fault = self._desk.fault if self._desk else ""
        if fault and fault != self._told_fault:
            self._app.tell(fault, bad=True)
        self._told_fault = fault

    def action_file(self) -> None:
        path = self._desk.path if self._desk else None
        if path is None:
            self._app.tell("The code of this session lies in no file.")
        else:
            self._app.tell(
                f"{path} is the code. Open it in your own editor; what you save there comes here.", long=True
            )

    # Cells.

    def on_code_editor_run_asked(self, event: CodeEditor.RunAsked) -> None:
        self._run((event.cell,))

    def _run(self, cells: tuple[int, ...]) -> None:
        self.push_code()
        self.do(c.RunCells(cells))

    def action_run(self) -> None:
        self.after_typing(lambda: self._run((self.work.editor.current_cell().index,)))

    def action_run_all(self) -> None:
        self.after_typing(lambda: self._run(tuple(x.index for x in self.work.editor.cells())))

    def action_run_here(self) -> None:
        self.after_typing(lambda: self._run(tuple(range(self.work.editor.current_cell().index + 1))))

    def after_typing(self, step: Callable[[], None]) -> None:
        """Do a step once the editor has taken in the keys that were pressed before."""
        self.work.editor.call_later(step)

    def code_happened(self, recorded: e.Recorded, state: State) -> None:
        """Follow an event in the editor: mark the line of an error, and know which kernel is the present one."""
        match event := recorded.event:
            case e.CellOutput(outputs=outputs) if any(o.get("kind") == "failure" for o in outputs):
                cell = state.cells.get(event.run)
                if cell and cell.question == self._question:
                    present = {x.index: x.code for x in self.work.editor.cells()}
                    found = fault(state, event.run, outputs, present, self._kernel_since)
                    if found:
                        self.work.editor.blame_cells([(p.cell, p.line) for p in found.places], found.words)
            case e.CellRun():
                self.work.editor.blame()
            case e.KernelChanged(status="starting"):
                self._kernel_since = recorded.seq
            case _:
                pass

    def show_notes(self, state: State) -> None:
        """Bring the marks of the cells in line with the state."""
        self.work.editor.note(cell_notes(state, self._question, self._kernel_since))

    # Help while writing.

    def _help_with(self, work: Coroutine[Any, Any, None]) -> None:
        self.run_worker(work, group="assist", exclusive=True, exit_on_error=False)

    def on_python_field_typed(self, event: PythonField.Typed) -> None:
        self.assist.typed(event.character)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        if event.text_area is self.work.editor and not self.waits:
            self.assist.moved()

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        if event.text_area is self.work.editor and not self.waits:
            self.assist.moved()

    def on_completions_taken(self, event: Completions.Taken) -> None:
        self.assist.take(event.name)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        if event.widget is self.work.editor and not self.waits:
            self.assist.away()

    def _wanted(self, what: str) -> None:
        """Do what the person asked for in the editor; at once, so that what is typed next goes to the right place."""
        match what:
            case "complete":
                self.assist.complete()
            case "docs":
                self.run_worker(self._show_docs(), group="assist", exclusive=True, exit_on_error=False)
            case "find":
                self.find.open()
            case "find-next":
                if not self.find.step():
                    self._app.tell("Nothing is searched yet, or it is not in the code.")
            case "go-to-line":
                self._ask_line()
            case _:
                pass

    async def _show_docs(self) -> None:
        title, text = await self.assist.docs()
        if self.is_current:
            self.app.push_screen(Read(title, [Content(safe.said(text).plain)]))

    def _ask_line(self) -> None:
        count = self.work.editor.document.line_count

        def chosen(answer: str | None) -> None:
            text = (answer or "").strip()
            if text.isdecimal() and len(text) < 10:
                self.work.editor.move_cursor((min(max(int(text), 1), count) - 1, 0), center=True)
            elif text:
                self._app.tell(f"A line is a number from 1 to {count}.")

        self.app.push_screen(AskLine("Go to line", f"The code has {count} lines.", hint="a number", most=9), chosen)

    def _tell_paste(self, text: str) -> None:
        lines = lines_of_much(text)
        if self.state.mode == "interview" and lines:
            size = f"{lines} lines" if lines > 1 else f"{len(text):,} characters"
            self._app.tell(f"Pasted {size}; that is noted. Pasting is fine, so long as you can explain it.")
