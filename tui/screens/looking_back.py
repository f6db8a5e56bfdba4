"""What can be said and done about a question of a session that is over, on whichever screen it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.screen import Screen

from hotseat.front.figures import claimed
from hotseat.interview.commands import Command, ContestLine, Overrule, Refusal
from hotseat.interview.contest import to_contest
from hotseat.interview.scorecard import Line
from hotseat.interview.scorecard_words import CONTESTED, WITHDRAWN
from hotseat.interview.scoring import PointOutcome, debrief
from hotseat.interview.state import State
from hotseat.tui.screens.contest import case_note, reason_box
from hotseat.tui.screens.contest_line import back_or_anew, what_is_wrong
from hotseat.tui.screens.figures import shown_figure, which_figure
from hotseat.tui.screens.overrule import WORD, own_word, which_point

if TYPE_CHECKING:
    from hotseat.tui.app import HotseatApp


class LookingBack(Screen[None]):
    """Overrules points, contests verdicts and lines, computes figures, and begins a question again."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state

    @property
    def _app(self) -> HotseatApp:
        return cast("HotseatApp", self.app)

    def _question(self) -> str | None:
        """The question that is read."""
        raise NotImplementedError

    def _read_anew(self, state: State) -> None:
        """Show the session as it is once something was added to it."""
        raise NotImplementedError

    def _again(self) -> str | None:
        """The question that can be practised again: the one that is read, or the only one of a practice."""
        asked = [name for name, q in self._state.questions.items() if q.opened_at >= 0]
        return self._question() or (asked[0] if self._state.mode == "practice" and len(asked) == 1 else None)

    def action_again(self) -> None:
        """Practise the question that is read once more, from the start."""
        if question := self._again():
            self._app.practise(question)

    def _contestable(self) -> str | None:
        """The question that the list is at, where it is one in code."""
        name = self._question()
        return name if name and self._state.questions[name].question.kind == "code" else None

    def _points(self) -> tuple[PointOutcome, ...]:
        """The rubric points of the question that the list is at."""
        name = self._question()
        return next((q.points for q in debrief(self._state).questions if q.id == name), ()) if name else ()

    def _claims(self) -> tuple[tuple[str, str], ...]:
        """The claims behind the model answer of the question that the list is at, each with its cell's id."""
        name = self._question()
        return claimed(self._state, name) if name else ()

    def action_figure(self) -> None:
        """Compute a figure that the model answer claims, and show it."""
        question, claims = self._question(), self._claims()
        if question is None or not claims:
            return

        def chosen(cell: str | None) -> None:
            if cell is not None:
                self._app.tell("Computing the figure; that takes some seconds.")
                self.run_worker(self._figure(question, cell), group="figure", exclusive=True, exit_on_error=False)

        self.app.push_screen(which_figure(claims), chosen)

    async def _figure(self, question: str, cell: str) -> None:
        figure = await self._app.ask(self._app.service.figure(question, cell))
        if figure is not None and self.is_current:
            self.app.push_screen(shown_figure(figure))

    def action_overrule(self) -> None:
        """Say of a point of the chosen question that it was covered, or was not, or take that back."""
        question, points = self._question(), self._points()
        if question is None or not points:
            return

        def chosen(answer: str | None) -> None:
            if answer is not None:
                self._ask_word(question, points[int(answer)])

        self.app.push_screen(which_point(points), chosen)

    def _ask_word(self, question: str, point: PointOutcome) -> None:
        def told(answer: str | None) -> None:
            if answer is not None:
                self.run_worker(
                    self._overrule(question, point, WORD[answer]), group="overrule", exclusive=True, exit_on_error=False
                )

        self.app.push_screen(own_word(point), told)

    async def _overrule(self, question: str, point: PointOutcome, covered: bool | None) -> None:
        await self._add(Overrule(question, point.thread, point.id, covered))

    async def _add(self, word: Command) -> bool:
        """Add something to the session; returns whether it was."""
        state = await self._app.ask(self._app.service.look_back(self._state.session, word))
        if state is not None:
            self._read_anew(state)
        return state is not None

    def _contest_line(self, line: Line) -> None:
        def told(reason: str | None) -> None:
            if reason is not None and (reason.strip() or line.contest):
                note = CONTESTED if reason.strip() else WITHDRAWN
                word = ContestLine(line.name, line.text, reason)
                self.run_worker(self._say_against(word, note), group="contest", exclusive=True, exit_on_error=False)

        def chosen(answer: str | None) -> None:
            if answer == "back":
                told("")
            elif answer == "anew":
                self.app.push_screen(what_is_wrong(line), told)

        if line.contest:
            self.app.push_screen(back_or_anew(line), chosen)
        else:
            self.app.push_screen(what_is_wrong(line), told)

    async def _say_against(self, word: ContestLine, note: str) -> None:
        if await self._add(word):
            self._app.tell(note)

    def _contest_verdict(self, question: str) -> None:
        found = to_contest(self._state, question)
        if isinstance(found, Refusal):
            self._app.tell(found.sentence)
            return

        def told(reason: str | None) -> None:
            if reason is not None:
                self.run_worker(self._contest(question, reason), group="contest", exclusive=True, exit_on_error=False)

        self.app.push_screen(reason_box(self._state.questions[question].question.title, found.verdict), told)

    async def _contest(self, question: str, reason: str) -> None:
        done = await self._app.ask(self._app.service.contest(self._state.session, question, reason))
        if done is None:
            return
        state, path = done
        self._read_anew(state)
        self._app.tell(case_note(str(path)), title="Contested", long=True)

    def action_replay(self) -> None:
        """Replay the session from its beginning."""
        self._app.show_moment(self._state.session)

    def action_export(self) -> None:
        self._app.export(self._state.session)
