"""The panes of an interview: side by side where there is room, one at a time behind tabs where there is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from hotseat.tui import safe
from hotseat.tui.key_table import key_of
from hotseat.tui.widgets.answer import AnswerBox
from hotseat.tui.widgets.checks import Checks
from hotseat.tui.widgets.conversation import Conversation
from hotseat.tui.widgets.editor import CodeEditor
from hotseat.tui.widgets.habits import Habits
from hotseat.tui.widgets.output import Output
from hotseat.tui.widgets.panetabs import PaneTabs, Tab

PANES = ("talk", "code", "output", "checks", "habits")
PANELS = ("output", "checks", "habits")
"""The panes that share the place below the code."""
PLACES = {
    "answer": "talk",
    "conversation": "talk",
    "code": "code",
    "output": "output",
    "check-list": "checks",
    "habits": "habits",
}
"""The pane that each widget which can have the cursor belongs to."""


class Workspace(Vertical):
    """Holds the panes, knows which one has the cursor, and moves between them."""

    def __init__(self, *, words: Sequence[str] = (), id: str | None = None) -> None:
        """``words`` complete themselves after a slash in the answer box."""
        super().__init__(id=id)
        self.pane = "talk"
        """The pane with the cursor; the only one shown where there is no room for more."""
        self.panel = "output"
        """The one shown below the code."""
        self.unread = 0
        """Messages that came in while the conversation was out of sight."""
        self.conversation = Conversation(id="conversation")
        self.answer = AnswerBox(words=words, id="answer")
        self.editor = CodeEditor(id="code")
        self.output = Output(id="output")
        self.checks = Checks(id="checks")
        self.habits = Habits(id="habits")
        self.stdin = Input(id="stdin")
        """Where a line for ``input()`` is typed; shown only while a cell waits for one."""
        self._marks: Mapping[str, str] = {}

    def compose(self) -> ComposeResult:
        hint = f"{key_of(self.app, 'interview.panel')} goes on"
        yield PaneTabs(hint=hint, id="tabs")
        with Horizontal(id="body"):
            with Vertical(id="talk"):
                yield self.conversation
                yield self.answer
            with Vertical(id="work"):
                yield self.editor
                with Vertical(id="panel"):
                    yield PaneTabs(hint=hint, id="panel-tabs")
                    yield self.output
                    yield self.checks
                    yield self.habits
                    yield self.stdin

    def on_mount(self) -> None:
        self.stdin.display = False
        self._place()

    @property
    def narrow(self) -> bool:
        """Whether only one pane is in sight."""
        return self.screen.has_class("-narrow")

    @property
    def talk_hidden(self) -> bool:
        """Whether the conversation is out of sight."""
        return self.narrow and self.pane != "talk"

    def go(self, pane: str) -> None:
        """Show a pane and put the cursor into it."""
        self.pane = pane
        if pane in PANELS:
            self.panel = pane
        if pane == "talk":
            self.unread = 0
        self._place()
        self.take_cursor()

    def go_round(self) -> None:
        """From panel to panel, beginning with the one that is shown."""
        at = PANELS.index(self.pane) + 1 if self.pane in PANELS else PANELS.index(self.panel)
        self.go(PANELS[at % len(PANELS)])

    def bring_up(self, panel: str) -> None:
        """Show a panel without taking the cursor away."""
        self.panel = panel
        if self.pane in PANELS:
            self.pane = panel
        self._place()

    def mark(self, marks: Mapping[str, str]) -> None:
        """Short words beside the tabs' names, by pane."""
        self._marks = marks
        self._show_tabs()

    def ask_line(self, prompt: str, hidden: bool) -> None:
        """Let a line be typed for the cell that waits."""
        box = self.stdin
        box.password, box.display, box.value = hidden, True, ""
        box.placeholder = safe.line(prompt or "The cell waits for a line of input; enter sends it.").plain
        self.bring_up("output")
        box.focus()

    def end_line(self) -> None:
        """Take the box for a line away."""
        had_cursor, self.stdin.display = self.stdin.has_focus, False
        if had_cursor:
            self.take_cursor()

    def take_cursor(self) -> None:
        """Put the cursor into the pane that is shown."""
        targets: dict[str, Widget] = {
            "talk": self.answer,
            "code": self.editor,
            "output": self.output,
            "checks": self.checks.query_one("#check-list"),
            "habits": self.habits,
        }
        # At once, so that what is typed next goes there, however busy the screen is.
        self.screen.set_focus(targets[self.pane])

    def zoom(self) -> None:
        """Give the whole screen to the pane with the cursor, or give it back."""
        if self.screen.maximized:
            self.screen.minimize()
        else:
            panes: dict[str, Widget] = {"talk": self.conversation, "code": self.editor, "output": self.output}
            panes |= {"checks": self.checks, "habits": self.habits}
            self.screen.maximize(panes[self.pane])

    def on_pane_tabs_chosen(self, event: PaneTabs.Chosen) -> None:
        event.stop()
        self.go(event.id)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        pane = PLACES.get(event.widget.id or "")
        if pane and pane != self.pane and not self.narrow:
            self.pane = pane
            self._place()

    def _place(self) -> None:
        body = self.query_one("#body")
        for pane in PANES:
            body.set_class(pane == self.pane, f"pane-{pane}")
            body.set_class(pane == self.panel, f"panel-{pane}")
        self._show_tabs()

    def _show_tabs(self) -> None:
        marks = {**self._marks, "talk": f"{self.unread} new" if self.unread else ""}
        keys = {p: key_of(self.app, f"interview.{p}") for p in ("talk", "code")}
        tabs = [Tab(p, p.capitalize(), keys.get(p, ""), marks.get(p, "")) for p in PANES]
        self.query_one("#tabs", PaneTabs).show(tabs, self.pane)
        self.query_one("#panel-tabs", PaneTabs).show([t for t in tabs if t.id in PANELS], self.panel)
