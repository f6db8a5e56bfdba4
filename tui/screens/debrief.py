"""The debrief: scores, questions and checklist at the left, what each rests on at the right; and the transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from hotseat.interview.state import State
from hotseat.tui import safe
from hotseat.tui.debrief_view import Entry, groups
from hotseat.tui.record import timeline
from hotseat.tui.widgets.conversation import Conversation
from hotseat.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from hotseat.tui.app import HotseatApp


class DebriefScreen(Screen[None]):
    """Reads one session; nothing in it can be changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="debrief.back"),
        Binding("t", "transcript", "Transcript", id="debrief.transcript"),
        Binding("e", "export", "Export", id="debrief.export"),
        Binding("tab", "switch", "Other side", id="debrief.switch"),
        Binding("pagedown,space", "scroll_text(1)", "Down", show=False, id="debrief.down"),
        Binding("pageup", "scroll_text(-1)", "Up", show=False, id="debrief.up"),
    ]

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012  as Textual declares it

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._entries: dict[str, Entry] = {}

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
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        options: list[Option | None] = []
        for group in groups(self._state):
            if not group.entries:
                continue
            if group.title:
                heading = Content.styled(group.title, "bold $primary")
                options += [None, Option(heading, disabled=True)]
            for entry in group.entries:
                self._entries[entry.id] = entry
                options.append(Option(entry.label, id=entry.id))
        entries = self.query_one("#entries", OptionList)
        entries.set_options(options)
        entries.highlighted = 0
        entries.focus()
        transcript = self.query_one("#transcript")
        transcript.border_title = "Transcript"
        transcript.display = False

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        entry = self._entries.get(event.option_id or "")
        if entry:
            self._transcript(False)
            self.query_one(Prose).show(entry.parts)
            self.query_one("#text", VerticalScroll).scroll_home(animate=False)

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

    def action_export(self) -> None:
        self._app.export(self._state.session)

    def action_back(self) -> None:
        if self.query_one("#entries").has_focus:
            self.app.pop_screen()
        else:
            self._transcript(False)
            self.query_one("#entries").focus()
