"""The interview: conversation, code, output, checks, clock and habits, all of them shown from the engine's state.

The screen holds no truth of its own but what is being typed. What the person does becomes a command; what comes of it
arrives as events, and the widgets follow the state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

from hotseat.front import views
from hotseat.front.lines import Moment, Turn
from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.interview.state import State
from hotseat.tui import harvest, pace, safe
from hotseat.tui.command_queue import CommandQueue
from hotseat.tui.key_table import key_of
from hotseat.tui.keys import ACTIONS, WORDS, Action
from hotseat.tui.model_words import ModelWords
from hotseat.tui.screens.dialogs import Read
from hotseat.tui.screens.proceeding import Proceeding
from hotseat.tui.widgets.answer import AnswerBox
from hotseat.tui.widgets.checks import word
from hotseat.tui.widgets.clockbar import ClockBar
from hotseat.tui.widgets.find_bar import FindBar
from hotseat.tui.widgets.habits import Habits
from hotseat.tui.widgets.keybar import KeyBar
from hotseat.tui.widgets.workspace import Workspace

if TYPE_CHECKING:
    from hotseat.front.ahead import Ahead
    from hotseat.interview.engine import Engine

VERDICT_ACTS = ("passed", "failed", "error", "timeout", "not-judged", "judge-stopped")
"""What the interviewer says to a verdict; the checks show the same already."""
END_NOTE = "The session is over. {key} opens the debrief."
AFTER_THE_END = frozenset(
    (
        *("help", "talk", "code", "panel", "output", "checks", "habits", "editor", "file", "contest", "next", "leave"),
        *("zoom", "border_left", "border_right", "border_up", "border_down", "borders"),
    )
)
"""What can still be done once a session is over: look at all of it, contest a verdict, and open the debrief."""


class InterviewScreen(Proceeding):
    """One session, driven through its engine, which may come some time after the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [a.binding() for a in ACTIONS]
    AUTO_FOCUS = "#answer"

    _words: ModelWords
    """From the moment on when the engine is there."""

    @property
    def relabelled(self) -> Mapping[str, str]:
        """Actions that the row of keys calls otherwise at this moment."""
        return {"next": "Debrief"} if self.state.ended else {}

    class Happened(Message):
        """Events were recorded."""

        def __init__(self, state: State, records: Sequence[e.Recorded]) -> None:
            super().__init__()
            self.state, self.records = state, records

    def __init__(self, engine: Engine | None, ahead: Ahead | None = None) -> None:
        """Without ``engine`` the screen shows what is known ``ahead``, until :meth:`arrive`."""
        super().__init__(engine)
        self._ahead = ahead
        self.work = Workspace(words=WORDS, id="workspace")
        """Held here, because the code is wanted also while the screen is being taken down."""
        if ahead is not None and ahead.words:
            self.work.conversation.begin(Turn("interviewer", ahead.words, 0.0, "question"))
        self._shut = False
        self._stop_listening: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        yield ClockBar(id="clock")
        yield self.work
        yield FindBar(self.work.editor, id="find")
        yield self.names
        yield self.tip
        yield KeyBar()

    def on_mount(self) -> None:
        self._app.telling = self.work.lay_notices
        self.work.lay_borders(self._app.kept.talk, self._app.kept.code)
        if self.waits:
            self._show_ahead(self._ahead)
        else:
            self._begin()

    def _show_ahead(self, ahead: Ahead | None) -> None:
        """Show what is known while the session is being opened."""
        self.query_one(ClockBar).moment = Moment(title=ahead.title if ahead else "", kernel="starting", opening=True)
        if ahead is not None:
            self.work.editor.load(ahead.code)
            if ahead.title:
                self.name_code("Code", ahead.title)
        self.work.take_cursor()

    def arrive(self, engine: Engine) -> None:
        """The session is open: from now on its state is shown."""
        self._engine = engine
        self._begin()

    def _begin(self) -> None:
        self._words = ModelWords(self, self.engine, lambda sentence: self._app.tell(sentence))
        self._queue = CommandQueue(self.engine, self._answered, self._failed)
        self._stop_listening = self.engine.listen(self._heard)
        self.engine.effects.on_check = self._settled
        self._app.running = self._moment
        self.look_after_kernel()
        self.begin_coding()
        self._words.start()
        self.restore_box()
        harvest.replay(self.state, self.work.output)
        if self._ahead is not None and (said := views.turns(self.state)):
            self.work.conversation.settle(said[0])
        self.load_code(self.state)
        self._show(self.state)
        self.work.take_cursor()
        self.run_worker(self._queue.run(), group="commands", exit_on_error=False, name="commands")
        self.set_interval(1.0, self._second)
        self.call_after_refresh(pace.settle)
        self.call_after_refresh(self.engine.effects.start_kernel)

    def _compositor_refresh(self) -> None:
        super()._compositor_refresh()
        if self is not self.app.screen:
            # Textual keeps whatever has changed below another screen and paints all of it again at each tick of the clock,
            # in the end the whole terminal once a second: a picture that stands there would flicker.
            self._repaint_regions.clear()
            self._repaint_required = False

    def _heard(self, state: State, records: Sequence[e.Recorded]) -> None:
        self.post_message(self.Happened(state, records))

    def _settled(self, submission: int, check: Mapping[str, Any]) -> None:
        if not self._shut and self.state.submissions[submission].question == self.code_of:
            self.work.checks.settle(views.check_line(check))

    async def on_unmount(self) -> None:
        if self._stop_listening:
            self._stop_listening()
        self._app.running = self._app.telling = None
        pace.unsettle()
        if not self.waits:
            self._words.stop()
        await self.shut()

    # What the person does becomes a command.

    def do(self, command: c.Command, question: str | None = None) -> None:
        """Give the engine a command after those given before it."""
        if not self.waits:
            self._queue.put(command, question)

    def _answered(self, command: c.Command, refusal: c.Refusal | None) -> None:
        if refusal is None or isinstance(command, c.Tick) or self._shut:
            return
        if not isinstance(command, c.Draft):
            self._app.tell(refusal.sentence)
        self.give_back(command)

    def _failed(self, command: c.Command, fault: Exception) -> None:
        if not self._shut:
            self._app.tell(f"That did not work ({type(fault).__name__}). The log file tells more.", bad=True)

    def _moment(self) -> Moment:
        return views.moment(self.state, self.engine.clock.now(), self.engine.save_trouble)

    def _second(self) -> None:
        self.query_one(ClockBar).moment = self._moment()
        self._queue.tick(typing=bool(self.query_one(AnswerBox).text.strip()))

    def on_habits_ticked(self, event: Habits.Ticked) -> None:
        self.do(c.TickHabit(event.id, event.on) if event.kind == "habit" else c.TickItem(event.id, event.on))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.do(c.ReplyInput(event.value))
        self.work.end_line()

    # What happened is shown.

    def on_interview_screen_happened(self, event: Happened) -> None:
        """Follow the state, and the streams event by event."""
        output = self.work.output
        for recorded in event.records:
            harvest.follow(recorded.event, event.state, output)
            self._react(recorded, event.state)
            self.follow_kernel(recorded, event.state)
        if not all(type(r.event).streams for r in event.records):
            self.load_code(event.state)
            self._show(event.state)
        elif any(isinstance(r.event, e.CodeEdited) for r in event.records):
            self.show_notes(event.state)

    def on_model_words_came(self) -> None:
        """Show the words of a language model as they come."""
        for text in self._words.settled() if self.work.talk_hidden else ():
            self._app.tell(safe.line(text, 120).plain, title="Interviewer")
        self._words.show(self.work.conversation, self.state)

    def _react(self, recorded: e.Recorded, state: State) -> None:
        self.code_happened(recorded, state)
        match recorded.event:
            case e.CellRun():
                self.work.bring_up("output")
            case e.Submitted():
                self.work.bring_up("checks")
            case e.Judged(question=question):
                from hotseat.front.guessing import told_of_first

                self.work.bring_up("checks")
                if told := told_of_first(state, question):
                    self._app.tell(told, title="Your guess", long=True)
            case e.InputAsked(prompt=prompt, password=password):
                self.work.ask_line(prompt, password)
            case e.CellEnded():
                self.work.end_line()
            case e.InterviewerSaid(text=text, act=act) if self.work.talk_hidden:
                self.work.unread += 1
                if act not in VERDICT_ACTS and not self._words.holds(recorded.seq):
                    self._app.tell(safe.line(text, 120).plain, title="Interviewer")
            case e.KernelChanged(status="ready", sentence=sentence):
                if sentence:
                    self._app.tell(sentence, title="Kernel", long=True)
                pace.settle()  # what the first kernel needs was loaded meanwhile
            case e.KernelChanged(status="starting", sentence=sentence) if sentence:
                self._app.tell(sentence, title="Kernel")
            case e.KernelChanged(status="dead" | "missing" | "away", sentence=sentence) if sentence:
                self._app.tell(sentence, title="Kernel", bad=True)
            case e.AnswerAmended():
                self._app.tell("Your answer is amended, and is read anew.")
            case e.Revealed():
                self._show_answer(state)
            case e.VerdictContested(file=file):
                from hotseat.tui.screens.contest import case_note

                self._app.tell(case_note(self.engine.effects.case_path(file)), title="Contested", long=True)
            case e.SessionEnded(reason=reason):
                key = key_of(self.app, "interview.next")
                note = END_NOTE.format(key=key)
                self.query_one(AnswerBox).close(note, key)
                self.refresh_bindings()
                if reason != "left":
                    self._app.tell(note)
            case _:
                pass

    def _show(self, state: State) -> None:
        """Bring every widget in line with the state."""
        self._words.show(self.work.conversation, state)
        self.leave_closed()
        self.query_one(ClockBar).moment = self._moment()
        shown, judging = views.last_result(state, self.code_of)
        self.work.checks.show(shown, judging=judging)
        self.work.habits.show(*views.habits(state))
        self.show_notes(state)
        verdict = "judging" if judging else word(shown.verdict)[1] if shown else ""
        running = "running" if state.running_cell else ""
        self.work.mark({"output": running, "checks": verdict})

    # Actions, one for each line of the table of keys.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "editor" and self.work.stdin.has_focus:
            return False  # There the key goes to the end of the line.
        found = next((a for a in ACTIONS if a.name == action), None)
        if found and self.state.ended and action not in AFTER_THE_END:
            return False
        return not (found and found.practice and self.state.mode != "practice")

    def offered(self) -> list[Action]:
        """The actions that make sense in this session."""
        keymap = self._app.keymap
        return [a.bound_to(keymap) for a in ACTIONS if not a.practice or self.state.mode == "practice"]

    def action_help(self) -> None:
        from hotseat.tui.screens.help import help_parts

        self.app.push_screen(Read("Keys and words", help_parts(self.offered(), self._app.keymap)))

    def action_talk(self) -> None:
        self.work.go("talk")

    def action_code(self) -> None:
        self.work.go("code")

    def action_output(self) -> None:
        self.work.go("output")

    def action_checks(self) -> None:
        self.work.go("checks")

    def action_habits(self) -> None:
        self.work.go("habits")

    def action_panel(self) -> None:
        self.work.go_round()

    def action_zoom(self) -> None:
        self.work.zoom()

    def action_border_left(self) -> None:
        self._move_border(right=-1)

    def action_border_right(self) -> None:
        self._move_border(right=1)

    def action_border_up(self) -> None:
        self._move_border(down=-1)

    def action_border_down(self) -> None:
        self._move_border(down=1)

    def action_borders(self) -> None:
        self.work.even_out()

    def _move_border(self, right: int = 0, down: int = 0) -> None:
        if not self.work.move_border(right, down):
            self._app.tell("That border is not in sight here.")

    def on_workspace_arranged(self, event: Workspace.Arranged) -> None:
        self._app.keep(talk=event.talk, code=event.code)

    async def shut(self) -> None:
        """Hand over the last edit and what was asked before it, and close the engine; once."""
        if self._shut or self.waits:
            return
        self._shut = True
        if not self.state.ended:
            self.push_code()
        self.push_draft()
        await self.close_code()
        await self._queue.drain()
        await self.engine.close()
