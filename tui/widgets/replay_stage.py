"""The panes of a replay together: side by side where there is room, one at a time behind tabs where there is not.

All of them are given the same moment; a pane out of sight shows it once it comes into sight.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from hotseat.front import replay as front
from hotseat.front import views
from hotseat.interview.copies import replace
from hotseat.review.replay import Replay
from hotseat.tui.replay_view import habit_parts, verdict_parts
from hotseat.tui.widgets.panetabs import PaneTabs, Tab
from hotseat.tui.widgets.replay_panes import TURNS, ReplayCode, ReplayOutput, ReplayTalk, ReplayText
from hotseat.tui.widgets.replay_timeline import ReplayTimeline

PANES = ("timeline", "talk", "code", "output", "verdict", "habits")
PANELS = ("output", "verdict", "habits")
"""The panes that share the place below the code."""
WIDE, BROAD = 100, 160
"""Columns from which several panes are in sight, and from which timeline and talk stand side by side."""
_ABOUT = {"run": "output", "verdict": "verdict", "habit": "habits"}
"""The panel that shows what a kind of moment is about."""


class ReplayStage(Vertical):
    """Holds the panes, and moves between them."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._replay: Replay | None = None
        self._index = 0
        self._shown: dict[str, int] = {}
        """The moment that each pane shows, by its index."""
        self._pane, self._panel = "timeline", "output"
        self.timeline = ReplayTimeline(id="replay-timeline")
        self.talk = ReplayTalk(id="replay-talk")
        self.code = ReplayCode(id="replay-code")
        self.output = ReplayOutput(id="replay-output")
        self.verdict = ReplayText("Verdict", id="replay-verdict")
        self.habits = ReplayText("Habits", id="replay-habits")

    def compose(self) -> ComposeResult:
        yield PaneTabs(id="replay-tabs")
        with Horizontal(id="replay-body"):
            with Vertical(id="replay-past"):
                yield self.timeline
                yield self.talk
            with Vertical(id="replay-work"):
                yield self.code
                yield PaneTabs(id="replay-panels")
                yield self.output
                yield self.verdict
                yield self.habits

    def on_mount(self) -> None:
        self._arrange()

    def on_resize(self) -> None:
        self._arrange()
        self._fill()

    def open(self, replay: Replay) -> None:
        """Show this replay; :meth:`show` says at which moment."""
        self._replay = replay
        self.timeline.show(front.rows(replay))

    def show(self, index: int) -> None:
        """Let every pane in sight show a moment."""
        if self._replay is None:
            return
        self._index = index
        about = _ABOUT.get(self._replay.moments[index].kind, self._panel)
        if about != self._panel and not self._narrow:
            self._panel = about
            self._arrange()
        self.timeline.at(index)
        self._fill()

    @property
    def _narrow(self) -> bool:
        """Whether only one pane is in sight."""
        return self._columns < WIDE

    @property
    def _columns(self) -> int:
        return self.size.width or self.app.size.width

    def _in_sight(self) -> Sequence[str]:
        if self._narrow:
            return (self._pane,)
        return [pane for pane in PANES if pane not in PANELS or pane == self._panel]

    def _arrange(self) -> None:
        """Show the panes that there is room for, and the tabs of the others."""
        seen, narrow = self._in_sight(), self._narrow
        for pane in PANES:
            self.query_one(f"#replay-{pane}").display = pane in seen
        self.query_one("#replay-past").display = "timeline" in seen or "talk" in seen
        self.query_one("#replay-work").display = any(pane in seen for pane in PANES[2:])
        tabs, panels = self.query_one("#replay-tabs", PaneTabs), self.query_one("#replay-panels", PaneTabs)
        tabs.display, panels.display = narrow, not narrow
        tabs.show([_tab(pane) for pane in PANES], self._pane)
        panels.show([_tab(pane) for pane in PANELS], self._panel)
        self.set_class(narrow, "-narrow")
        self.set_class(self._columns >= BROAD, "-broad")

    def go(self, pane: str) -> None:
        """Go to a pane."""
        self._pane = pane
        if pane in PANELS:
            self._panel = pane
        self._arrange()
        self.query_one(f"#replay-{pane}").focus()
        self._fill()

    def go_round(self, by: int) -> None:
        """Go to the next pane, or the one before."""
        panes = PANES if self._narrow else self._in_sight()
        focused = self.screen.focused
        name = (focused.id or "").removeprefix("replay-") if focused is not None else ""
        at = name if name in panes else self._pane
        self.go(panes[(panes.index(at) + by) % len(panes) if at in panes else 0])

    def on_pane_tabs_chosen(self, event: PaneTabs.Chosen) -> None:
        event.stop()
        self.go(event.id)

    def _fill(self) -> None:
        """Let every pane in sight that shows another moment show this one."""
        if self._replay is None:
            return
        for pane in self._in_sight():
            if self._shown.get(pane) != self._index:
                self._fill_pane(self._replay, self.query_one(f"#replay-{pane}"))
                self._shown[pane] = self._index

    def _fill_pane(self, replay: Replay, pane: Widget) -> None:
        index, records = self._index, replay.recording.records
        state = replay.state(index)
        if pane is self.talk:
            self.talk.show(views.turns(replace(state, messages=state.messages[-TURNS:])))
        elif pane is self.code:
            then = front.code_then(state, records[index])
            self.code.show(then, front.question_title(state, then.question) if then.question else "", state)
        elif pane is self.output:
            before = self._shown.get("output", index)
            self.output.show(state, [r.event for r in records[before + 1 : index + 1]], before < index)
        elif pane is self.verdict:
            question = replay.moments[index].question or front.code_then(state).question
            self.verdict.show(verdict_parts(*front.verdict_then(state, question)))
        elif pane is self.habits:
            self.habits.show(habit_parts(state))


def _tab(pane: str) -> Tab:
    return Tab(pane, pane.capitalize(), str(PANES.index(pane) + 1))
