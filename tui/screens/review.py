"""The list of sessions, newest first, narrowed by what is typed; words are looked for in what was said, written and printed too.

A chosen session is opened to be read or gone on with; a chosen place in one is opened there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from hotseat.front.attempt_words import ONLY_ONE
from hotseat.front.past import DAMAGED_HOW, FILTERS, NO_SESSION, PAGE, Past, found_words
from hotseat.front.service import SessionLine
from hotseat.tui.key_table import REVIEW, bindings, capital_of, key_of
from hotseat.tui.screens.dialogs import Ask, Choice
from hotseat.tui.session_rows import heading, hit_row, session_row
from hotseat.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from hotseat.tui.app import HotseatApp

OPENS = "Enter opens a session to read."
FEW = 8
"""Sessions that are shown before the places where the words stand."""
_MORE = "--more"
"""The line that shows all of the sessions."""


class ReviewScreen(Screen[None]):
    """Lists the sessions on this machine."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*REVIEW)
    AUTO_FOCUS = "#sessions"

    def __init__(self) -> None:
        super().__init__()
        self._sessions: dict[str, SessionLine] = {}
        self._past: Past | None = None
        """What was found last."""
        self._laid = 0
        """How many of the sessions that fit are in the list."""
        self._all = False
        """Whether all sessions that fit are to be shown, and no places."""

    @property
    def _app(self) -> HotseatApp:
        return cast("HotseatApp", self.app)

    @property
    def _typed(self) -> str:
        return self.query_one(Input).value

    def compose(self) -> ComposeResult:
        yield Static(Content.styled("Review", "bold $primary"), markup=False, classes="page-title")
        yield Input(placeholder=f"{key_of(self.app, 'review.find')} looks for words and filters", id="narrow")
        yield OptionList(id="sessions", markup=False)
        yield Static(Content.styled("Reading the sessions…", "$text-muted"), markup=False, id="session-state")
        yield KeyBar()

    def on_mount(self) -> None:
        self.watch(self.query_one(OptionList), "scroll_y", self._lay_more, init=False)

    def on_descendant_focus(self) -> None:
        self._tell()

    def on_screen_resume(self) -> None:
        self.run_worker(self._load(), group="review", exclusive=True, exit_on_error=False)
        self.run_worker(self._look_over(), group="look-over", exclusive=True, exit_on_error=False)

    async def _look_over(self) -> None:
        """Bring the list up to date beside the screen, which is shown as it is known meanwhile."""
        telling = self.set_interval(1, self._tell_reading)
        try:
            changed = await self._app.ask(self._app.service.look_over())
        finally:
            telling.stop()
        if changed or self._past is None or not self._past.total:
            await self._load()
        else:
            self._tell()

    def _tell_reading(self) -> None:
        """While the sessions are read for the first time: how far that is, and those that were read."""
        if self._app.service.reading_past:
            self.run_worker(self._load(), group="review", exclusive=True, exit_on_error=False)

    async def _load(self, *, typing: bool = False) -> None:
        found = await self._app.ask(self._app.service.past(self._typed, 0, PAGE, typing=typing))
        if found is not None:
            self._take(found)

    def _take(self, found: Past) -> None:
        """Show what was found, with the cursor where it was."""
        chooser = self.query_one(OptionList)
        at = chooser.highlighted_option.id if chooser.highlighted_option else None
        self._past = found
        self._sessions = {s.id: s for s in found.lines}
        places = found.hits and not self._all
        shown = found.lines[:FEW] if places else found.lines
        self._laid = len(shown)
        options = [Option(session_row(s), id=s.id) for s in shown]
        if places:
            left = found.total - len(shown)
            if left:
                options.append(Option(heading(f"… and {left:,} more; enter shows them all"), id=_MORE))
            said = "Said, written or printed" + (f": the newest {len(found.hits)} sessions" if found.more_hits else "")
            options.append(Option(heading(said), disabled=True))
            options += [Option(hit_row(h), id=f"{h.session}@{h.seq}") for h in found.hits]
        chooser.set_options(options)
        ids = [option.id for option in options]
        first = next((n for n, option in enumerate(options) if not option.disabled), None)
        chooser.highlighted = ids.index(at) if at is not None and at in ids else first
        self._tell()
        self.refresh_bindings()

    def _tell(self) -> None:
        found, typed = self._past, self._typed.strip()
        if found is None:
            return
        back = key_of(self.app, "review.back")
        interview, practice = (capital_of(self.app, f"home.{use}") for use in ("interview", "practice"))
        rows = list(found.faults)
        chooser = self.query_one(OptionList)
        chooser.border_title = found_words(found)
        reading = self._app.service.reading_past
        if reading:
            rows.append(reading)
        elif not found.total and not found.hits:
            rows.append(
                f"Nothing fits. Take a word or a filter away; {back} clears what you typed."
                if typed
                else f"{NO_SESSION} Press {back}, then {interview} or {practice}, to begin one."
            )
        if self.query_one(Input).has_focus and (not typed or not found.total):
            rows += FILTERS
        elif chosen := self._chosen():
            rows.append(f"{chosen.lost} {DAMAGED_HOW}" if chosen.damaged else chosen.lost or OPENS)
        elif found.hits:
            rows.append("Enter opens the session at this place.")
        self.query_one("#session-state", Static).update(Content.styled("\n".join(rows), "$text-muted"))

    async def _more(self) -> None:
        found = await self._app.ask(self._app.service.past(self._typed, self._laid, PAGE))
        if found is not None and found.lines:
            self._sessions |= {s.id: s for s in found.lines}
            self._laid += len(found.lines)
            self.query_one(OptionList).add_options([Option(session_row(s), id=s.id) for s in found.lines])

    def _lay_more(self) -> None:
        """Fetch more sessions where the end of those that are there comes near."""
        found, chooser = self._past, self.query_one(OptionList)
        if found is None or (found.hits and not self._all) or self._laid >= found.total:
            return
        at = max(chooser.scroll_offset.y + chooser.size.height, chooser.highlighted or 0)
        if at + PAGE // 2 > self._laid:
            self.run_worker(self._more(), group="review", exclusive=True, exit_on_error=False)

    def _chosen(self) -> SessionLine | None:
        option = self.query_one(OptionList).highlighted_option
        return self._sessions.get(option.id or "") if option else None

    def on_input_changed(self, event: Input.Changed) -> None:
        self._all = False
        self.run_worker(self._load(typing=True), group="review", exclusive=True, exit_on_error=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(OptionList).focus()
        self._tell()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._lay_more()
        self._tell()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_read()

    def action_find(self) -> None:
        """Type what to look for."""
        self.query_one(Input).focus()
        self._tell()

    def action_back(self) -> None:
        """Clear what was typed; where nothing is, go home."""
        box, chooser = self.query_one(Input), self.query_one(OptionList)
        if box.value or box.has_focus:
            box.value = ""
            chooser.focus()
            self._tell()
        else:
            self._app.pop_screen()

    def action_move(self, step: int) -> None:
        """Move in the list while typing."""
        chooser = self.query_one(OptionList)
        (chooser.action_cursor_down if step > 0 else chooser.action_cursor_up)()

    def action_read(self) -> None:
        """Open the chosen session to read it, or at the chosen place."""
        option, session = self.query_one(OptionList).highlighted_option, self._chosen()
        if session and session.fault:
            self._app.tell(session.fault, bad=True)
        elif session:
            self._app.read(session.id)
        elif option and option.id == _MORE:
            self._all = True
            self.run_worker(self._load(), group="review", exclusive=True, exit_on_error=False)
        elif option and option.id:
            name, _, seq = option.id.rpartition("@")
            self._app.show_moment(name, int(seq))

    def action_go_on(self) -> None:
        """Go on with the chosen session, where it is still open."""
        session = self._chosen()
        if session is None or session.fault:
            return
        if session.ended:
            self._app.tell("This session has ended. It can be read, not continued.")
        elif session.closed:
            self._app.tell(f"This session cannot be gone on with. {DAMAGED_HOW}", bad=True)
        else:
            self._app.go_on(session.id)

    def action_replay(self) -> None:
        """Replay the chosen session; one whose file is damaged too, as far as it can be read."""
        session = self._chosen()
        if session:
            self._app.show_moment(session.id)

    def action_export(self) -> None:
        """Write the chosen session as plain text."""
        session = self._chosen()
        if session and not session.fault:
            self._app.export(session.id)

    def action_charts(self) -> None:
        """See the charts, those of the chosen session first."""
        session = self._chosen()
        self._app.open_charts(session.id if session and not session.fault else "")

    @work(group="compare", exclusive=True, exit_on_error=False)
    async def action_compare(self) -> None:
        """Compare two attempts at a question of the chosen session."""
        session = self._chosen()
        if session is None or session.fault:
            return
        tried = await self._app.ask(self._app.service.tried(session.id))
        if not tried:
            if tried is not None:
                self._app.tell(f"{ONLY_ONE} None of this session was asked in another one.")
            return
        chosen: str | None = tried[0].question
        if len(tried) > 1:
            choices = [Choice(t.question, t.title, f"asked in {t.times} sessions") for t in tried]
            chosen = await self.app.push_screen_wait(Ask("Compare attempts", "Which question?", choices))
        if chosen:
            self._app.open_comparison(chosen, session.id)
