"""The debrief: signal, scorecard, questions and checklist at the left, what each rests on at the right; and the transcript."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from hotseat.front.record import timeline, turn_at
from hotseat.interview.scorecard import Line
from hotseat.interview.state import State
from hotseat.tui import safe
from hotseat.tui.debrief_view import Entry, groups
from hotseat.tui.key_table import DEBRIEF, bindings, key_of
from hotseat.tui.peer_view import peer_groups
from hotseat.tui.screens.looking_back import LookingBack
from hotseat.tui.widgets.conversation import Conversation
from hotseat.tui.widgets.evidence import Evidence
from hotseat.tui.widgets.keybar import KeyBar
from hotseat.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from hotseat.review.peers import PeerScores


class DebriefScreen(LookingBack):
    """Reads one session. To it can be added that a verdict or a line is contested, or a rubric point overruled."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*DEBRIEF)

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012  as Textual declares it

    def __init__(self, state: State, *, damaged: bool = False) -> None:
        """``damaged``: nothing can be added to the session's file."""
        super().__init__(state)
        self._damaged = damaged
        self._entries: dict[str, Entry] = {}
        self._from_line = False
        """Whether the transcript was opened at a line's moment, to which one goes back from it."""
        self._offered = (False, False, False, False)
        """Whether the footer offers to contest, to overrule a point, to compute a figure, and to practise again."""
        self._peers: Sequence[PeerScores] = ()

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
        listed = groups(self._state, lambda action: key_of(self.app, action), damaged=self._damaged)
        for group in (*listed, *peer_groups(self._state, self._peers)):
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
        """Show what an entry of the list opens; of a competency, with the line of this name chosen.

        A transcript that was opened since stays over it: that an entry was come to, or that peers were heard, is told late.
        """
        self._transcript(self.focused is self.query_one("#transcript"))
        if entry.rows:
            self.query_one(Evidence).show(entry.rows, at)
        else:
            self.query_one(Prose).show(entry.parts)
            self.query_one("#text", VerticalScroll).scroll_home(animate=False)

    def _offer(self) -> None:
        """Let the footer tell what can be done where the list is."""
        contests = self.check_action("contest", ()) is True
        offered = (contests, bool(self._points()), bool(self._claims()), self._again() is not None)
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_switch()

    def on_descendant_focus(self) -> None:
        self._offer()

    def on_evidence_taken(self, event: Evidence.Taken) -> None:
        """Go to a moment in the replay; in the transcript it can be looked up too."""
        self._app.show_moment(self._state.session, event.moment)

    def _transcript_at(self, moment: int) -> None:
        self._transcript(True)
        self._from_line = True
        transcript = self.query_one("#transcript", Conversation)
        self.set_focus(transcript)  # at once: Widget.focus() only does it when what came before has been handled
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
        if self.query_one("#transcript").display:
            self._leave_transcript()
        else:
            self._transcript(True)
            self.set_focus(self.query_one("#transcript"))

    def _leave_transcript(self) -> None:
        """Back to where the transcript was opened: the line, or the list."""
        self._transcript(False)
        (self._right if self._from_line and self._rows else self.query_one("#entries")).focus()
        self._from_line = False

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
        if action == "again":
            return self.is_mounted and self._again() is not None
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

    def action_contest(self) -> None:
        """Contest the last verdict on the chosen question, or the chosen line; of a contested line, take that back."""
        question, line = self._contestable(), self._line()
        if line is not None:
            self._contest_line(line)
        elif question is not None:
            self._contest_verdict(question)

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

    def action_back(self) -> None:
        if self.query_one("#entries").has_focus:
            self.app.pop_screen()
        elif self.query_one("#transcript").display:
            self._leave_transcript()
        else:
            self.query_one("#entries").focus()
