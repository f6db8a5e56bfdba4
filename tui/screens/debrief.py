"""The debrief: signal, scorecard, questions and checklist at the left, what each rests on at the right; and the transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from hotseat.front.figures import claimed
from hotseat.front.record import timeline, turn_at
from hotseat.front.scorecard import CONTESTED, WITHDRAWN
from hotseat.interview.commands import Command, ContestLine, Overrule, Refusal
from hotseat.interview.contest import to_contest
from hotseat.interview.scorecard import Line
from hotseat.interview.scoring import PointOutcome, debrief
from hotseat.interview.state import State
from hotseat.tui import safe
from hotseat.tui.debrief_view import Entry, groups
from hotseat.tui.key_table import DEBRIEF, bindings, key_of
from hotseat.tui.screens.contest import case_note, reason_box
from hotseat.tui.screens.contest_line import back_or_anew, what_is_wrong
from hotseat.tui.screens.figures import shown_figure, which_figure
from hotseat.tui.screens.overrule import WORD, own_word, which_point
from hotseat.tui.widgets.conversation import Conversation
from hotseat.tui.widgets.evidence import Evidence
from hotseat.tui.widgets.keybar import KeyBar
from hotseat.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from hotseat.tui.app import HotseatApp


class DebriefScreen(Screen[None]):
    """Reads one session. To it can be added that a verdict or a line is contested, or a rubric point overruled."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*DEBRIEF)

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012  as Textual declares it

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._entries: dict[str, Entry] = {}
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
            yield Evidence(id="lines")
            yield Conversation(id="transcript")
        yield KeyBar()

    def on_mount(self) -> None:
        self._list()
        self.query_one(Evidence).display = False
        entries = self.query_one("#entries", OptionList)
        entries.highlighted = 0
        entries.focus()
        transcript = self.query_one("#transcript")
        transcript.border_title = "Transcript"
        transcript.display = False

    def _list(self) -> None:
        options: list[Option | None] = []
        for group in groups(self._state, lambda action: key_of(self.app, action)):
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
        if event.option_list.id == "entries" and (entry := self._entries.get(event.option_id or "")):
            self._open(entry)
        self._offer()

    def _open(self, entry: Entry, at: str = "") -> None:
        """Show what an entry of the list opens; of a competency, with the line of this name chosen."""
        self._transcript(False)
        if entry.rows:
            self.query_one(Evidence).show(entry.rows, at)
        else:
            self.query_one(Prose).show(entry.parts)
            self.query_one("#text", VerticalScroll).scroll_home(animate=False)

    def _offer(self) -> None:
        """Let the footer tell what can be done where the list is."""
        offered = (self.check_action("contest", ()) is True, bool(self._points()), bool(self._claims()))
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_switch()

    def on_descendant_focus(self) -> None:
        self._offer()

    def on_evidence_taken(self, event: Evidence.Taken) -> None:
        """Go to a moment: in the replay, where there is one, or else in the transcript."""
        show = getattr(self._app, "show_moment", None)
        if callable(show):
            show(self._state.session, event.moment)
        else:
            self._transcript_at(event.moment)

    def _transcript_at(self, moment: int) -> None:
        self._transcript(True)
        transcript = self.query_one("#transcript", Conversation)
        transcript.focus()
        self.run_worker(transcript.reach(turn_at(self._state, moment)), group="reach", exclusive=True)

    @property
    def _right(self) -> Widget:
        """What stands at the right."""
        if self.query_one("#transcript").display:
            return self.query_one("#transcript")
        return self.query_one(Evidence) if self._rows else self.query_one("#text")

    @property
    def _rows(self) -> bool:
        """Whether the entry that the list is at opens rows."""
        entry = self._entries.get(self._chosen)
        return bool(entry and entry.rows)

    @property
    def _chosen(self) -> str:
        """The id of the entry that the list is at."""
        chooser = self.query_one("#entries", OptionList) if self.is_mounted else None
        if chooser is None or chooser.highlighted is None:
            return ""
        return chooser.get_option_at_index(chooser.highlighted).id or ""

    def _transcript(self, shown: bool) -> None:
        transcript = self.query_one("#transcript", Conversation)
        if shown and not transcript.turns:
            transcript.show(timeline(self._state))
        transcript.display = shown
        self.query_one("#text").display = not shown and not self._rows
        self.query_one(Evidence).display = not shown and self._rows

    def action_transcript(self) -> None:
        """Show the transcript, at the moment of the line that is chosen; or go back from it."""
        row = self.query_one(Evidence).chosen if self.query_one(Evidence).has_focus else None
        if row and row.moment:
            self._transcript_at(row.moment)
            return
        shown = not self.query_one("#transcript").display
        self._transcript(shown)
        (self.query_one("#transcript") if shown else self.query_one("#entries")).focus()

    def action_switch(self) -> None:
        """From the list to what it opens, or back."""
        entries = self.query_one("#entries")
        (self._right if entries.has_focus else entries).focus()

    def action_moment(self) -> None:
        """Go to the moment of the line that is chosen."""
        self.query_one(Evidence).action_select()

    def action_scroll_text(self, step: int) -> None:
        text = self._right
        (text.scroll_page_down if step > 0 else text.scroll_page_up)(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "overrule":
            return bool(self._points())
        if action == "figure":
            return bool(self._claims())
        if action == "moment":
            return self.is_mounted and self.query_one(Evidence).has_focus
        return action != "contest" or self._contestable() is not None or self._line() is not None

    def _question(self) -> str | None:
        """The question that the list is at."""
        kind, _, name = self._chosen.partition("-")
        return name if kind == "question" and name in self._state.questions else None

    def _line(self) -> Line | None:
        """The line of the scorecard that is chosen, where the cursor is among the lines."""
        lines = self.query_one(Evidence) if self.is_mounted else None
        return lines.line if lines and lines.has_focus else None

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

    def action_contest(self) -> None:
        """Contest the last verdict on the chosen question, or the chosen line; of a contested line, take that back."""
        question, line = self._contestable(), self._line()
        if line is not None:
            self._contest_line(line)
        elif question is not None:
            self._contest_verdict(question)

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
        self._app.tell(case_note(str(path)), title="Disputed", long=True)

    def _read_anew(self, state: State) -> None:
        """Show the session as it is once something was added to it; the list stays where it was."""
        self._state = state
        self._app.changed = True
        self.query_one("#transcript", Conversation).show(timeline(state))
        entries, line = self.query_one("#entries", OptionList), self._line()
        at = entries.highlighted
        with self.prevent(OptionList.OptionHighlighted):
            self._list()
            entries.highlighted = at
        if entry := self._entries.get(self._chosen):
            self._open(entry, line.name if line else "")

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
