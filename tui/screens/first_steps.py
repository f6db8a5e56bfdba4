"""The first steps: the real interview screen on a tiny question, with a line above it that names one key at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from hotseat.interview import events as e
from hotseat.tui.first_steps import STEPS, Deed, Steps
from hotseat.tui.key_table import key_of
from hotseat.tui.palette import Palette
from hotseat.tui.screens.interview import InterviewScreen

if TYPE_CHECKING:
    from hotseat.interview.engine import Engine


class FirstStepsScreen(InterviewScreen):
    """Leads through the keys; each step ends when its key was really used. It can be left at any time."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.steps = Steps()

    def compose(self) -> ComposeResult:
        below = iter(super().compose())
        yield next(below)
        yield Static(self._told(), markup=False, id="step")
        yield from below

    def _told(self) -> Content:
        step = self.steps.step
        leave = key_of(self.app, "interview.leave")
        if step is None:
            return Content.assemble(("Done.", "bold $success"), f" {leave} goes home.")
        count = f"Step {self.steps.at + 1} of {len(STEPS)}"
        before, key, after = step.words.partition("{key}")
        name = key_of(self.app, step.action) if key else ""
        return Content.assemble(
            (count, "bold $primary"),
            f"  {before}",
            (name, "bold $primary"),
            after,
            (f"  {leave} leaves.", "$text-muted"),
        )

    def did(self, deed: Deed) -> None:
        """Go on to the next step if this was what the present one asks for."""
        if self.steps.did(deed):
            self.query_one("#step", Static).update(self._told())

    def on_interview_screen_happened(self, event: InterviewScreen.Happened) -> None:
        """Look whether what happened ends the step; the interview screen follows it too."""
        for recorded in event.records:
            match recorded.event:
                case e.CandidateSaid():
                    self.did("said")
                case e.CellEnded(ending="finished" | "failed"):
                    self.did("ran")
                case e.Judged(verdict=verdict):
                    self.did("judged")
                    if verdict.get("verdict") == "pass":
                        self.did("passed")
                case e.SessionEnded():
                    self.did("ended")
                case _:
                    pass

    def on_screen_suspend(self) -> None:
        if isinstance(self.app.screen, Palette):
            self.did("found")

    def action_code(self) -> None:
        super().action_code()
        self.did("code")

    def action_zoom(self) -> None:
        super().action_zoom()
        if not self.work.alone:
            self.did("zoomed")

    def action_help(self) -> None:
        super().action_help()
        self.did("helped")

    def action_next(self) -> None:
        if self.state.ended or self.steps.step is None or self.steps.step.deed == "ended":
            self.action_leave()
        else:
            super().action_next()

    def action_leave(self) -> None:
        """Leave at once: there is nothing to keep."""
        self._app.leave(self)
