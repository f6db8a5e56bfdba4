"""After a practice: each question's verdict, own words beside what counts, the model answer, the way to the reference."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hotseat.front.after_question import asked, compares, way_to_reference
from hotseat.front.service import ReferenceLine
from hotseat.interview.scoring import QuestionOutcome, debrief
from hotseat.interview.state import State
from hotseat.tui import safe
from hotseat.tui.key_table import AFTER, bindings, key_of
from hotseat.tui.question_view import after_parts
from hotseat.tui.screens.looking_back import LookingBack
from hotseat.tui.widgets.keybar import KeyBar
from hotseat.tui.widgets.prose import Prose

FETCHING = "The reference is being fetched."


class AfterPracticeScreen(LookingBack):
    """One page a question; ``again`` begins the question anew."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*AFTER)
    AUTO_FOCUS = "#after"

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self._asked = asked(state)
        self._at = 0
        self._references: dict[str, ReferenceLine] = {}

    def compose(self) -> ComposeResult:
        yield Static(markup=False, classes="page-title", id="after-title")
        with VerticalScroll(id="after"):
            yield Prose(id="detail")
        yield KeyBar()

    def on_mount(self) -> None:
        self._turn(0)

    def _question(self) -> str | None:
        return self._asked[self._at] if self._asked else None

    def _outcome(self) -> QuestionOutcome | None:
        return next((q for q in debrief(self._state).questions if q.id == self._question()), None)

    def _turn(self, step: int) -> None:
        """Show another question, from its beginning."""
        self._at = min(max(self._at + step, 0), max(len(self._asked) - 1, 0))
        self._show()
        self.query_one("#after", VerticalScroll).scroll_home(animate=False)
        self.refresh_bindings()
        question = self._question()
        if question and compares(self._state, question) and question not in self._references:
            self.run_worker(self._fetch(question), group="reference", exclusive=True, exit_on_error=False)

    async def _fetch(self, question: str) -> None:
        found = await self._app.ask(self._app.service.reference(self._state.session, question))
        if found is not None:
            self._references[question] = found
            self._show()

    def _show(self) -> None:
        place = f"  {self._at + 1} of {len(self._asked)}" if len(self._asked) > 1 else ""
        title = Content.assemble(("How it went", "bold $primary"), (place, "$text-muted"))
        self.query_one("#after-title", Static).update(title)
        outcome = self._outcome()
        if outcome is None:
            self.query_one(Prose).show([safe.said("No question was asked in this session.")])
            return
        rows, note = None, FETCHING if compares(self._state, outcome.id) else ""
        if found := self._references.get(outcome.id):
            rows, note = way_to_reference(self._state, outcome.id, found)
        keys = {"debrief.overrule": "after.overrule", "debrief.figure": "after.figure"}
        parts = after_parts(self._state, outcome, lambda action: key_of(self.app, keys[action]), rows, note)
        self.query_one(Prose).show(parts)

    def _read_anew(self, state: State) -> None:
        self._state = state
        self._app.changed = True
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "overrule":
                return bool(self._points())
            case "figure":
                return bool(self._claims())
            case "contest":
                return self._contestable() is not None
            case "turn":
                return len(self._asked) > 1
            case _:
                return True

    def action_turn(self, step: int) -> None:
        """Go to another question of the practice."""
        self._turn(step)

    def action_contest(self) -> None:
        """Contest the last verdict on the question."""
        if question := self._contestable():
            self._contest_verdict(question)

    def action_debrief(self) -> None:
        """Read the whole session: scorecard, habits and transcript."""
        from hotseat.tui.screens.debrief import DebriefScreen

        self.app.push_screen(DebriefScreen(self._state))

    def action_scroll_text(self, step: int) -> None:
        text = self.query_one("#after", VerticalScroll)
        (text.scroll_page_down if step > 0 else text.scroll_page_up)(animate=False)
