"""The debrief: scores, questions and checklist at the left, what each rests on at the right; and the transcript."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from hotseat.front.figures import claimed
from hotseat.front.record import timeline
from hotseat.interview.commands import Overrule, Refusal
from hotseat.interview.contest import to_contest
from hotseat.interview.scoring import PointOutcome, debrief
from hotseat.interview.state import State
from hotseat.tui import safe
from hotseat.tui.debrief_view import Entry, groups
from hotseat.tui.key_table import DEBRIEF, bindings
from hotseat.tui.peer_view import peer_groups
from hotseat.tui.screens.contest import case_note, reason_box
from hotseat.tui.screens.figures import shown_figure, which_figure
from hotseat.tui.screens.overrule import WORD, own_word, which_point
from hotseat.tui.widgets.conversation import Conversation
from hotseat.tui.widgets.keybar import KeyBar
from hotseat.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from hotseat.review.peers import PeerScores
    from hotseat.tui.app import HotseatApp


class DebriefScreen(Screen[None]):
    """Reads one session. All that can be added to it is that a verdict is contested, or a rubric point overruled."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*DEBRIEF)

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012  as Textual declares it

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._entries: dict[str, Entry] = {}
        self._peers: Sequence[PeerScores] = ()
        self._offered = (False, False, False)
        """Whether the footer offers to contest a verdict, to overrule a point, and to compute a figure."""

    @property
    def _app(self) -> HotseatApp:
        return cast("HotseatApp", self.app)

    def compose(self) -> ComposeResult:
        kind = "Debrief" if self._state.ended else "So far"
        title = Content.assemble((kind, "bold $primary"), "  ", safe.line(self._state.title))
        yield Static(title, markup=False, classes="page-title")
        with Horizontal(id="reading"):
            yield OptionList(id="entries", markup=False)
            with VerticalScroll(id="text"):
                yield Prose(id="detail")
            yield Conversation(id="transcript")
        yield KeyBar()

    def on_mount(self) -> None:
        self._list()
        entries = self.query_one("#entries", OptionList)
        entries.highlighted = 0
        entries.focus()
        transcript = self.query_one("#transcript")
        transcript.border_title = "Transcript"
        transcript.display = False
        self.run_worker(self._ask_peers(), group="peers", exclusive=True, exit_on_error=False)

    async def _ask_peers(self) -> None:
        """Put what peers said of the session at the end of the list, where anybody has said something."""
        self._peers = await self._app.ask(self._app.service.peers(self._state.session)) or ()
        if self._peers:
            entries = self.query_one("#entries", OptionList)
            at = entries.highlighted
            self._list()
            entries.highlighted = at

    def _list(self) -> None:
        options: list[Option | None] = []
        for group in (*groups(self._state), *peer_groups(self._state, self._peers)):
            if not group.entries:
                continue
            if group.title:
                heading = Content.styled(group.title, "bold $primary")
                options += [None, Option(heading, disabled=True)]
            for entry in group.entries:
                self._entries[entry.id] = entry
                options.append(Option(entry.label, id=entry.id))
        self.query_one("#entries", OptionList).set_options(options)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        entry = self._entries.get(event.option_id or "")
        if entry:
            self._transcript(False)
            self.query_one(Prose).show(entry.parts)
            self.query_one("#text", VerticalScroll).scroll_home(animate=False)
        offered = (self._contestable() is not None, bool(self._points()), bool(self._claims()))
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_switch()

    def _transcript(self, shown: bool) -> None:
        transcript = self.query_one("#transcript", Conversation)
        if shown and not transcript.turns:
            transcript.show(timeline(self._state))
        transcript.display = shown
        self.query_one("#text").display = not shown

    def action_transcript(self) -> None:
        """Show the transcript, or go back from it."""
        shown = not self.query_one("#transcript").display
        self._transcript(shown)
        (self.query_one("#transcript") if shown else self.query_one("#entries")).focus()

    def action_switch(self) -> None:
        """From the list to the text, or back."""
        entries = self.query_one("#entries")
        if entries.has_focus:
            right = "#transcript" if self.query_one("#transcript").display else "#text"
            self.query_one(right).focus()
        else:
            entries.focus()

    def action_scroll_text(self, step: int) -> None:
        right = "#transcript" if self.query_one("#transcript").display else "#text"
        text = self.query_one(right, VerticalScroll)
        (text.scroll_page_down if step > 0 else text.scroll_page_up)(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "overrule":
            return bool(self._points())
        if action == "figure":
            return bool(self._claims())
        return action != "contest" or self._contestable() is not None

    def _question(self) -> str | None:
        """The question that the list is at."""
        chooser = self.query_one("#entries", OptionList) if self.is_mounted else None
        if chooser is None or chooser.highlighted is None:
            return None
        kind, _, name = (chooser.get_option_at_index(chooser.highlighted).id or "").partition("-")
        return name if kind == "question" and name in self._state.questions else None

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
        state = await self._app.ask(
            self._app.service.look_back(self._state.session, Overrule(question, point.thread, point.id, covered))
        )
        if state is not None:
            self._read_anew(state)

    def action_contest(self) -> None:
        """Contest the last verdict on the chosen question."""
        question = self._contestable()
        if question is None:
            return
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
        self._app.tell(case_note(str(path)), title="Disputed", long=True)

    def _read_anew(self, state: State) -> None:
        """Show the session as it is once something was added to it; the list stays where it was."""
        self._state = state
        self._app.changed = True
        self.query_one("#transcript", Conversation).show(timeline(state))
        entries = self.query_one("#entries", OptionList)
        at = entries.highlighted
        self._list()
        entries.highlighted = at

    def action_replay(self) -> None:
        """Replay the session from its beginning."""
        self._app.show_moment(self._state.session)

    def action_export(self) -> None:
        self._app.export(self._state.session)

    def action_back(self) -> None:
        if self.query_one("#entries").has_focus:
            self.app.pop_screen()
        else:
            self._transcript(False)
            self.query_one("#entries").focus()
