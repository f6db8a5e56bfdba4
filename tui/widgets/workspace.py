"""The panes of an interview: side by side where there is room, one at a time behind tabs where there is not.

A pane can have the whole place to itself, and the borders between panes can be moved; how they lie is told to whoever
remembers it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from hotseat.front.kept import CODE, TALK, within
from hotseat.tui import notices, safe
from hotseat.tui.key_table import key_of
from hotseat.tui.widgets.answer import AnswerBox
from hotseat.tui.widgets.checks import Checks
from hotseat.tui.widgets.conversation import Conversation
from hotseat.tui.widgets.divider import Divider
from hotseat.tui.widgets.editor import CodeEditor
from hotseat.tui.widgets.habits import Habits
from hotseat.tui.widgets.output import Output
from hotseat.tui.widgets.panetabs import PaneTabs, Tab

WIDE = 110
"""Columns from which conversation and code stand side by side."""
STEP = 4
"""Percent that a border moves with one press of a key."""
USUAL = (46, 60)
"""Percent of the width for the conversation, and of the height for the code, where the person wants nothing else."""
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

    class Arranged(Message):
        """The person has moved a border; the shares are in percent, None for the usual."""

        def __init__(self, talk: int | None, code: int | None) -> None:
            super().__init__()
            self.talk, self.code = talk, code

    def __init__(self, *, words: Sequence[str] = (), id: str | None = None) -> None:
        """``words`` complete themselves after a slash in the answer box."""
        super().__init__(id=id)
        self._talk: int | None = None
        self._code: int | None = None
        self._laid: tuple[int | None, int | None] = (None, None)
        """The shares that the styles hold."""
        self.alone = False
        """Whether the pane with the cursor has the whole place."""
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
        self.stdin.display = False
        self._marks: Mapping[str, str] = {}
        self._dictates = ""

    def compose(self) -> ComposeResult:
        hint = f"{key_of(self.app, 'interview.panel')} goes on"
        yield PaneTabs(hint=hint, id="tabs")
        # The first arrangement from the start: each class that comes later lets all styles below be worked out anew.
        with Horizontal(id="body", classes=f"pane-{self.pane} panel-{self.panel}"):
            with Vertical(id="talk"):
                yield self.conversation
                yield self.answer
            yield Divider(id="border")
            with Vertical(id="work"):
                yield self.editor
                with Vertical(id="panel"):
                    yield PaneTabs(hint=hint, border=True, id="panel-tabs")
                    yield self.output
                    yield self.checks
                    yield self.habits
                    yield self.stdin

    def on_mount(self) -> None:
        self._place()

    @property
    def narrow(self) -> bool:
        """Whether only one pane is in sight."""
        # Before the first layout the app's width is known, and arranging for it spares working all styles out twice.
        return (self.size.width or self.app.size.width) < WIDE or self.alone

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

    def show_dictation(self, doing: str, *, stoppable: bool) -> None:
        """Tell what a dictation does, in the answer box and, where that is out of sight, beside its tab; empty ends that."""
        self.answer.show_dictation(doing, stoppable)
        self._dictates = doing
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
        """Give the whole place to the pane with the cursor, or give it back."""
        self.alone = not self.alone
        self._place()
        self.take_cursor()

    # Borders.

    def lay_borders(self, talk: int | None, code: int | None) -> None:
        """Lay the borders: percent of the width for the conversation, and of the height for the code; None for the usual."""
        self._talk, self._code = talk, code
        self._place()

    def on_resize(self) -> None:
        self._place()

    def move_border(self, right: int = 0, down: int = 0) -> bool:
        """Move the border beside the conversation to the right, or the one below the code down, by so many steps.

        Returns False where no such border is in sight.
        """
        if self.narrow if right else self.alone or (self.narrow and self.pane != "code"):
            return False
        if right:
            self._talk = within((self._talk or USUAL[0]) + STEP * right, TALK)
        if down:
            self._code = within((self._code or USUAL[1]) + STEP * down, CODE)
        self._arranged()
        return True

    def even_out(self) -> None:
        """Put the borders back where they usually are."""
        self._talk = self._code = None
        self._arranged()

    def on_divider_dragged(self, event: Divider.Dragged) -> None:
        event.stop()
        if event.divider.id == "border":
            body = self.query_one("#body").region
            self._talk = within((event.x - body.x) * 100 / max(body.width, 1), TALK)
        else:
            work = self.query_one("#work").region
            self._code = within((event.y - work.y) * 100 / max(work.height, 1), CODE)
        if event.done:
            self._arranged()
        else:
            self._place_borders()

    def on_divider_reset(self, event: Divider.Reset) -> None:
        event.stop()
        if event.divider.id == "border":
            self._talk = None
        else:
            self._code = None
        self._arranged()

    def _arranged(self) -> None:
        self._place()
        self.post_message(self.Arranged(self._talk, self._code))

    def _place_borders(self) -> None:
        """Give the panes their shares; where only one is in sight, the style sheet's."""
        talk, editor, panel = self.query_one("#talk"), self.editor, self.query_one("#panel")
        wide = self._talk if not self.narrow else None
        high = self._code if not self.narrow or (self.pane == "code" and not self.alone) else None
        if (wide, high) == self._laid:
            return  # A style that is set, be it to what it was, has all of the screen laid out anew.
        self._laid = wide, high
        talk.styles.width = None if wide is None else f"{wide}%"
        editor.styles.height = None if high is None else f"{high}fr"
        panel.styles.height = None if high is None else f"{100 - high}fr"

    def on_pane_tabs_chosen(self, event: PaneTabs.Chosen) -> None:
        event.stop()
        self.go(event.id)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        pane = PLACES.get(event.widget.id or "")
        if pane and pane != self.pane and not self.narrow:
            self.pane = pane
            self._place()

    def _place(self) -> None:
        self.set_class(self.narrow, "one")
        self.set_class(self.alone, "alone")
        body = self.query_one("#body")
        for pane in PANES:
            body.set_class(pane == self.pane, f"pane-{pane}")
            body.set_class(pane == self.panel, f"panel-{pane}")
        self._place_borders()
        self._show_tabs()
        self.call_after_refresh(self._lay_shown)

    def _lay_shown(self) -> None:
        if self.is_attached and notices.shown(self.screen):
            self.lay_notices()

    def lay_notices(self) -> None:
        """Let notices stand where nobody is working."""
        if not self.is_attached:
            return
        panel = self.query_one("#panel")
        owners: dict[str, Widget] = {"talk": self.answer, "code": self.editor}
        shown = [w.region for w in (self.conversation, self.editor, panel) if w.region]
        focused = self.screen.focused
        busy = [owners.get(self.pane, panel).region, *([focused.region] if focused else [])]
        cursor = self.editor.cursor_screen_offset.y if self.pane == "code" else None
        if self.panel == "checks" and panel.region:
            busy.append(panel.region)  # the verdict is being read
            cursor = panel.region.y if self.pane == "checks" else cursor
        notices.lay(self.screen, *notices.stand(shown, busy, self.region, cursor))

    def _show_tabs(self) -> None:
        talk = self._dictates or (f"{self.unread} new" if self.unread else "")
        marks = {**self._marks, "talk": talk if self.pane != "talk" or not self._dictates else ""}
        keys = {p: key_of(self.app, f"interview.{p}") for p in ("talk", "code")}
        tabs = [Tab(p, p.capitalize(), keys.get(p, ""), marks.get(p, "")) for p in PANES]
        self.query_one("#tabs", PaneTabs).show(tabs, self.pane)
        self.query_one("#panel-tabs", PaneTabs).show([t for t in tabs if t.id in PANELS], self.panel)
