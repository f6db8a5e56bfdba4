"""The panes of a replay: what had been said, the code, what the cells had printed, the verdict and the habits, at a moment.

Each is given a state and shows it. What comes next in order is added to what is there; anything else is shown anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from hotseat import harmless
from hotseat.front.cell_notes import cell_notes
from hotseat.front.lines import Turn
from hotseat.front.replay import NO_CODE, NO_RUN, CodeThen
from hotseat.interview import events as e
from hotseat.interview.drafts import changed
from hotseat.interview.state import State
from hotseat.tui import harvest, safe
from hotseat.tui.widgets.conversation import MessageView
from hotseat.tui.widgets.editor import CodeEditor
from hotseat.tui.widgets.output import Output
from hotseat.tui.widgets.prose import Part, Prose

TURNS = 12
"""The last turns that are shown; the timeline has them all."""
RUNS = 6
"""The last runs whose output is shown."""
MOST_FOLLOWED = 40
"""Events that are added to the output one by one; for more of them it is shown anew."""


class ReplayTalk(VerticalScroll):
    """The last turns up to a moment, in views that are used again."""

    BORDER_TITLE = "Talk"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._turns: Sequence[Turn] = ()

    def show(self, turns: Sequence[Turn]) -> None:
        """Show the last of these turns."""
        turns = turns[-TURNS:]
        if turns == self._turns:
            return
        self._turns = turns
        views = list(self.query_children(MessageView))
        for view, turn in zip(views, turns, strict=False):
            if view.turn != turn:
                view.set_classes(f"message {turn.who}")
                view.renew(turn)
            view.display = True
        for view in views[len(turns) :]:
            view.display = False
        if len(turns) > len(views):
            self.mount_all([MessageView(turn) for turn in turns[len(views) :]])
        self.call_after_refresh(self.scroll_end, animate=False)


class ReplayCode(CodeEditor, inherit_bindings=False):
    """The code at a moment, to be read: what the moment changed is selected, and each cell says how it had run."""

    BINDINGS: ClassVar[list[BindingType]] = list(TextArea.BINDINGS)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.read_only = True
        self._then = CodeThen()

    def refuses(self) -> bool:
        """Never: the replay alone changes what is shown, and the person's keys are held by ``read_only``."""
        return False

    def show(self, then: CodeThen, title: str, state: State) -> None:
        """Show the code; ``title`` is its question's, made harmless."""
        moved, other = then != self._then, then.question != self._then.question
        shown = harmless.plain(then.code)
        if then.code != self._then.code:
            self._change(shown)
        self._then = then
        self.border_title = safe.line(f"Code · {title or NO_CODE}", 120)
        self.note(cell_notes(state, then.question or None))
        if moved and then.changed is not None and shown == then.code:
            start, end = (_location(then.code, at) for at in then.changed)
            self.selection = Selection(start, end)
            self.scroll_cursor_visible(center=True, animate=False)
        elif moved and then.cell is not None:
            self.go_to(then.cell)
        elif moved and other:
            self.move_cursor((0, 0))

    def _change(self, text: str) -> None:
        """Put a text in the place of the one that is shown, as the change between them: a new document takes far longer."""
        old = self.text
        if self.document.line_count != old.count("\n") + 1:
            self.load(text)
            return
        start, end, new = changed(old, text)
        first, last = _location(old, start), _location(old, end)
        self._posted = text
        self.replace(new, first, last, maintain_selection_offset=False)
        self.history.clear()
        self._look()


def _location(text: str, at: int) -> tuple[int, int]:
    """The row and column of a character."""
    return text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1)


class ReplayOutput(Output):
    """What the last runs had printed by a moment."""

    def show(self, state: State, passed: Sequence[e.Event], onward: bool) -> None:
        """Show it as it was; ``passed`` are the events since what is shown, if one has only gone ``onward`` from there."""
        count = len(state.cells)
        self.border_subtitle = safe.line(
            f"the last {RUNS} of {count:,} runs" if count > RUNS else "" if count else NO_RUN
        )
        if onward and len(passed) <= MOST_FOLLOWED:
            for event in passed:
                if not isinstance(event, e.CellRun) or event.run in state.cells:
                    harvest.follow(event, state, self)
        else:
            self.clear()
            harvest.show_runs(dict(list(state.cells.items())[-RUNS:]), self)


class ReplayText(VerticalScroll):
    """Text that is laid out anew for each moment."""

    def __init__(self, title: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.border_title = safe.line(title)
        self._prose = Prose()
        self._parts: Sequence[Part] = ()

    def compose(self) -> ComposeResult:
        yield self._prose

    def show(self, parts: Sequence[Part]) -> None:
        """Show these parts."""
        if parts != self._parts:
            self._parts = parts
            self._prose.show(parts)
            self.scroll_home(animate=False)
