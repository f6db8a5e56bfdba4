"""The interview: conversation, code, output, checks, clock and habits, all of them shown from the engine's state.

The screen holds no truth of its own but what is being typed. What the person does becomes a command; what comes of it
arrives as events, and the widgets follow the state.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events as ui
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer, Input

from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.interview.engine import Engine
from hotseat.interview.state import State
from hotseat.tui import harvest, safe, views
from hotseat.tui.keys import ACTIONS, WORDS, Action, of_word
from hotseat.tui.palette import ActionCommands
from hotseat.tui.screens.dialogs import Ask, Choice, Read
from hotseat.tui.screens.help import help_parts
from hotseat.tui.widgets.answer import AnswerBox
from hotseat.tui.widgets.checks import Checks, word
from hotseat.tui.widgets.clockbar import ClockBar
from hotseat.tui.widgets.conversation import Conversation
from hotseat.tui.widgets.editor import CodeEditor
from hotseat.tui.widgets.habits import Habits
from hotseat.tui.widgets.output import Output
from hotseat.tui.widgets.panetabs import PaneTabs, Tab
from hotseat.tui.widgets.prose import Markdown, Part

if TYPE_CHECKING:
    from hotseat.tui.app import HotseatApp

log = logging.getLogger(__name__)

PANES = ("talk", "code", "output", "checks", "habits")
PANELS = ("output", "checks", "habits")
WIDE = 110
"""Columns from which conversation and code stand side by side."""
VERDICT_ACTS = ("passed", "failed", "error", "timeout", "not-judged")
"""What the interviewer says to a verdict; the checks show the same already."""
END_NOTE = "The interview has ended. Press F10 to open the debrief."


@dataclass(frozen=True)
class _Asked:
    """A command on its way to the engine."""

    command: c.Command
    question: str | None = None
    """For an edit: the question it belongs to."""


class InterviewScreen(Screen[None]):
    """One session, driven through its engine."""

    BINDINGS: ClassVar[list[BindingType]] = [a.binding() for a in ACTIONS]
    COMMANDS: ClassVar = {ActionCommands}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012  as Textual declares it

    class Happened(Message):
        """Events were recorded."""

        def __init__(self, state: State, records: Sequence[e.Recorded]) -> None:
            super().__init__()
            self.state, self.records = state, records

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.engine = engine
        self.pane = "talk"
        self.panel = "output"
        self._code_of: str | None = None
        """The question whose code the editor holds."""
        self._unread = 0
        self._queue: asyncio.Queue[_Asked] = asyncio.Queue()
        self._editor = CodeEditor(id="code")
        """Held here too, because its text is wanted when the screen is being taken down."""
        self._ticking = False
        self._shut = False
        self._stop_listening: Callable[[], None] | None = None

    @property
    def _app(self) -> HotseatApp:
        return cast("HotseatApp", self.app)

    @property
    def state(self) -> State:
        """The interview as it stands."""
        return self.engine.state

    def compose(self) -> ComposeResult:
        yield ClockBar(id="clock")
        yield PaneTabs(hint="F4 goes on", id="tabs")
        with Horizontal(id="body"):
            with Vertical(id="talk"):
                yield Conversation(id="conversation")
                yield AnswerBox(words=WORDS, id="answer")
            with Vertical(id="work"):
                yield self._editor
                with Vertical(id="panel"):
                    yield PaneTabs(hint="F4 goes on", id="panel-tabs")
                    yield Output(id="output")
                    yield Checks(id="checks")
                    yield Habits(id="habits")
                    yield Input(id="stdin")
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        self._stop_listening = self.engine.listen(self._heard)
        self.query_one("#stdin", Input).display = False
        said = [m.text for m in self.state.messages if m.who == "candidate"]
        self.query_one(AnswerBox).remember(said)
        harvest.replay(self.state, self.query_one(Output))
        self._load_code(self.state)
        self._show(self.state)
        self._place()
        self._focus("talk")
        self.run_worker(self._carry_out(), group="commands", exit_on_error=False, name="commands")
        self.set_interval(1.0, self._second)
        self.call_after_refresh(self.engine.effects.start_kernel)

    def _heard(self, state: State, records: Sequence[e.Recorded]) -> None:
        self.post_message(self.Happened(state, records))

    async def on_unmount(self) -> None:
        if self._stop_listening:
            self._stop_listening()
        await self.shut()

    # What the person does becomes a command.

    def do(self, command: c.Command, question: str | None = None) -> None:
        """Give the engine a command after those given before it."""
        self._queue.put_nowait(_Asked(command, question))

    async def _carry_out(self) -> None:
        while True:
            asked = await self._queue.get()
            try:
                await self._one(asked)
            except Exception as fault:
                log.exception("%s", type(asked.command).__name__)
                self._app.tell(f"That did not work ({type(fault).__name__}). The log file tells more.", bad=True)

    async def _one(self, asked: _Asked) -> None:
        try:
            if asked.question is None or asked.question == self.state.current:
                self._answered(asked.command, await self.engine.do(asked.command))
        finally:
            if isinstance(asked.command, c.Tick):
                self._ticking = False
            self._queue.task_done()

    def _answered(self, command: c.Command, refusal: c.Refusal | None) -> None:
        if refusal is None or isinstance(command, c.Tick) or self._shut:
            return
        self._app.tell(refusal.sentence)
        box = self.query_one(AnswerBox)
        if isinstance(command, c.Say) and not box.text:
            box.load_text(command.text)
            box.move_cursor(box.document.end)

    def _second(self) -> None:
        self.query_one(ClockBar).moment = views.moment(self.state, self.engine.clock.now(), self.engine.save_trouble)
        if not self._ticking:
            self._ticking = True
            self.do(c.Tick(typing=bool(self.query_one(AnswerBox).text.strip())))

    def _push_code(self) -> None:
        """Hand over what the editor holds, if it is still the open question's."""
        text = self._editor.take()
        if self._code_of is not None and self._code_of == self.state.current:
            self.do(c.Edit(text), self._code_of)

    def on_answer_box_sent(self, event: AnswerBox.Sent) -> None:
        if event.text.startswith("/"):
            name = event.text[1:].split(" ", 1)[0]
            action = of_word(name)
            if action is None:
                self._app.tell(f"There is no word /{name}. /help lists those there are.")
                return
            self.run_worker(self.run_action(action.name), exit_on_error=False)
            return
        self.do(c.Say(event.text))

    def on_code_editor_edited(self, event: CodeEditor.Edited) -> None:
        if self._code_of is not None:
            self.do(c.Edit(event.text), self._code_of)

    def on_code_editor_run_asked(self, event: CodeEditor.RunAsked) -> None:
        self._run((event.cell,))

    def on_habits_ticked(self, event: Habits.Ticked) -> None:
        self.do(c.TickHabit(event.id, event.on) if event.kind == "habit" else c.TickItem(event.id, event.on))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.do(c.ReplyInput(event.value))
        event.input.value = ""
        event.input.display = False
        self._focus(self.pane)

    def on_pane_tabs_chosen(self, event: PaneTabs.Chosen) -> None:
        self._go(event.id)

    # What happened is shown.

    def on_interview_screen_happened(self, event: Happened) -> None:
        """Follow the state, and the streams event by event."""
        output = self.query_one(Output)
        for recorded in event.records:
            harvest.follow(recorded.event, event.state, output)
            self._react(recorded.event, event.state)
        if not all(type(r.event).streams for r in event.records):
            self._load_code(event.state)
            self._show(event.state)

    def _react(self, event: e.Event, state: State) -> None:
        match event:
            case e.CellRun():
                self._reveal_panel("output")
            case e.Submitted() | e.Judged():
                self._reveal_panel("checks")
            case e.CellOutput(outputs=outputs):
                line = harvest.failed_line(outputs)
                cell = state.cells.get(event.run)
                if line is not None and cell and cell.question == self._code_of:
                    self._blame(cell.cell, line)
            case e.InputAsked(prompt=prompt, password=password):
                box = self.query_one("#stdin", Input)
                box.password, box.display, box.value = password, True, ""
                box.placeholder = safe.line(prompt or "The cell waits for a line of input; enter sends it.").plain
                self._reveal_panel("output")
                box.focus()
            case e.CellEnded():
                self.query_one("#stdin", Input).display = False
            case e.InterviewerSaid(text=text, act=act) if self.pane != "talk" and self.has_class("-narrow"):
                self._unread += 1
                if act not in VERDICT_ACTS:
                    self._app.tell(safe.line(text, 120).plain, title="Interviewer")
            case e.KernelChanged(status="dead" | "missing", sentence=sentence) if sentence:
                self._app.tell(sentence, title="Kernel", bad=True)
            case e.Revealed():
                self._show_answer(state)
            case e.SessionEnded(reason=reason) if reason != "left":
                self._app.tell(END_NOTE)
            case _:
                pass

    def _blame(self, cell: int, line: int) -> None:
        editor = self._editor
        found = next((x for x in editor.cells() if x.index == cell), None)
        if found:
            rows = editor.text.split("\n")[found.first : found.last + 1]
            marked = bool(rows) and rows[0].startswith(("# %%", "#%%"))
            blank = next((i for i, row in enumerate(rows[marked:]) if row.strip()), 0)
            editor.blame(found.first + marked + blank + line - 1)

    def _load_code(self, state: State) -> None:
        shown = state.current or state.last
        if shown and shown != self._code_of:
            self._code_of = shown
            editor = self._editor
            editor.load(state.questions[shown].code)
            question = state.questions[shown].question
            editor.border_title = safe.line(f"Code · {question.title}" if question.kind == "code" else "Scratch pad")

    def _show(self, state: State) -> None:
        """Bring every widget in line with the state."""
        self.query_one(Conversation).show(views.turns(state))
        self.query_one(ClockBar).moment = views.moment(state, self.engine.clock.now(), self.engine.save_trouble)
        shown, judging = views.last_result(state, self._code_of)
        self.query_one(Checks).show(shown, judging=judging)
        self.query_one(Habits).show(*views.habits(state))
        self._editor.note(views.cell_notes(state, self._code_of))
        verdict = "judging" if judging else word(shown.verdict)[1] if shown else ""
        self._tabs(verdict)

    def _tabs(self, verdict: str) -> None:
        running = "running" if self.state.running_cell else ""
        unread = f"{self._unread} new" if self._unread else ""
        marks = {"talk": unread, "output": running, "checks": verdict}
        keys = {"talk": "F2", "code": "F3"}
        rows = [Tab(p, p.capitalize(), keys.get(p, ""), marks.get(p, "")) for p in PANES]
        self.query_one("#tabs", PaneTabs).show(rows, self.pane)
        self.query_one("#panel-tabs", PaneTabs).show([r for r in rows if r.id in PANELS], self.panel)
        self._verdict = verdict

    def _show_answer(self, state: State) -> None:
        there = state.questions.get(self._code_of or "")
        if there is None or there.revealed is None:
            return
        answer, solution = there.revealed
        parts: list[Part] = []
        if answer:
            parts.append(Markdown(f"## The model answer\n\n{answer}"))
        if solution:
            parts.append(Markdown(f"\n## The reference\n\n```python\n{solution}\n```"))
        self.app.push_screen(Read(there.question.title, parts))

    # Panes.

    def _go(self, pane: str) -> None:
        """Show a pane and put the cursor into it."""
        self.pane = pane
        if pane in PANELS:
            self.panel = pane
        if pane == "talk":
            self._unread = 0
        self._place()
        self._focus(pane)

    def _reveal_panel(self, panel: str) -> None:
        """Bring a panel up without taking the cursor away."""
        self.panel = panel
        if self.pane in PANELS:
            self.pane = panel
        self._place()

    def _place(self) -> None:
        body = self.query_one("#body")
        for pane in PANES:
            body.set_class(pane == self.pane, f"pane-{pane}")
            body.set_class(pane == self.panel, f"panel-{pane}")
        self._tabs(getattr(self, "_verdict", ""))

    def _focus(self, pane: str) -> None:
        targets: dict[str, Callable[[], Widget]] = {
            "talk": lambda: self.query_one(AnswerBox),
            "code": lambda: self._editor,
            "output": lambda: self.query_one(Output),
            "checks": lambda: self.query_one("#check-list"),
            "habits": lambda: self.query_one(Habits),
        }
        # At once, so that what is typed next goes there, however busy the screen is.
        self.set_focus(targets[pane]())

    def on_descendant_focus(self, event: ui.DescendantFocus) -> None:
        places = {"answer": "talk", "conversation": "talk", "code": "code", "output": "output"}
        places |= {"check-list": "checks", "habits": "habits"}
        pane = places.get(event.widget.id or "")
        if pane and pane != self.pane and self.has_class("-wide"):
            self.pane = pane
            self._place()

    # Actions, one for each line of the table of keys.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        found = next((a for a in ACTIONS if a.name == action), None)
        return not (found and found.practice and self.state.mode != "practice")

    def offered(self) -> list[Action]:
        """The actions that make sense in this session."""
        return [a for a in ACTIONS if not a.practice or self.state.mode == "practice"]

    def action_help(self) -> None:
        self.app.push_screen(Read("Keys and words", help_parts(self.offered())))

    def action_talk(self) -> None:
        self._go("talk")

    def action_code(self) -> None:
        self._go("code")

    def action_output(self) -> None:
        self._go("output")

    def action_checks(self) -> None:
        self._go("checks")

    def action_habits(self) -> None:
        self._go("habits")

    def action_panel(self) -> None:
        at = PANELS.index(self.pane) + 1 if self.pane in PANELS else PANELS.index(self.panel)
        self._go(PANELS[at % len(PANELS)])

    def _run(self, cells: tuple[int, ...]) -> None:
        self._push_code()
        self.do(c.RunCells(cells))

    def action_run(self) -> None:
        self._after_typing(lambda: self._run((self._editor.current_cell().index,)))

    def action_run_all(self) -> None:
        self._after_typing(lambda: self._run(tuple(x.index for x in self._editor.cells())))

    def _after_typing(self, step: Callable[[], None]) -> None:
        """Do a step once the editor has taken in the keys that were pressed before."""
        self._editor.call_later(step)

    def action_interrupt(self) -> None:
        self.do(c.Interrupt())

    def action_restart(self) -> None:
        self.do(c.RestartKernel())

    def action_submit(self) -> None:
        self._after_typing(self._submit)

    def _submit(self) -> None:
        self._push_code()
        self.do(c.Submit())

    def action_next(self) -> None:
        if self.state.ended:
            self._app.debrief(self)
            return
        self._push_code()
        here = self.state.current
        if question := self._before_moving_on():
            choices = [Choice("stay", "Stay here"), Choice("on", "Move on")]

            def chosen(answer: str | None) -> None:
                if answer == "on":
                    self.do(c.Next(), here)

            self.app.push_screen(Ask("Move on?", question, choices), chosen)
        else:
            self.do(c.Next(), here)

    def _before_moving_on(self) -> str:
        """What to ask before a step that cannot be taken back, or an empty text."""
        planned, there = self.state.planned, self.state.open_question
        if self.state.mode == "practice":
            return ""
        if planned and planned.kind == "closing":
            return "This ends the interview. Your own questions can be asked until then."
        if there and not there.submissions and not any(t.said for t in there.threads.values()):
            return "You have not answered this question, and there is no way back to it."
        return ""

    def action_hint(self) -> None:
        self.do(c.AskHint())

    def action_repeat(self) -> None:
        self.do(c.Repeat())

    def action_skip(self) -> None:
        self._push_code()
        self.do(c.Skip())

    def action_pause(self) -> None:
        self.do(c.Unpause() if self.state.paused else c.Pause())

    def action_back(self) -> None:
        self._push_code()
        self.do(c.Back())

    def action_reveal(self) -> None:
        there = self.state.open_question
        if there and there.revealed:
            self._show_answer(self.state)
        else:
            self.do(c.Reveal())

    def action_zoom(self) -> None:
        if self.maximized:
            self.minimize()
        elif self.focused:
            panes = {"talk": "#conversation", "code": "#code", "checks": "#checks"}
            self.maximize(self.query_one(panes.get(self.pane, f"#{self.pane}")))

    def action_leave(self) -> None:
        if self.state.ended:
            self._app.leave(self)
            return
        end = "The debrief follows. After that it can be read, not continued."
        choices = [
            Choice("stay", "Stay"),
            Choice("leave", "Leave for now", "It is kept. Press C on the home screen to continue."),
            Choice("end", "End it here", end),
        ]

        def chosen(answer: str | None) -> None:
            if answer == "leave":
                self._app.leave(self)
            elif answer == "end":
                self._push_code()
                self.do(c.Leave())
                self.run_worker(self._to_debrief(), exit_on_error=False)

        self.app.push_screen(Ask("Leave the interview?", "All that you did so far is saved.", choices), chosen)

    async def _to_debrief(self) -> None:
        await self._queue.join()
        if self.state.ended:
            self._app.debrief(self)

    async def shut(self) -> None:
        """Hand over the last edit and what was asked before it, and close the engine; once."""
        if self._shut:
            return
        self._shut = True
        if not self.state.ended:
            self._push_code()
        while not self._queue.empty():
            asked = self._queue.get_nowait()
            try:
                await self._one(asked)
            except Exception:
                log.exception("%s", type(asked.command).__name__)
        await self.engine.close()
