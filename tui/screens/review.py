"""The list of sessions, newest first; a chosen one is opened to be read or gone on with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from hotseat.front.service import SessionLine
from hotseat.front.times import span
from hotseat.tui import safe
from hotseat.tui.key_table import REVIEW, bindings
from hotseat.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from hotseat.tui.app import HotseatApp


class ReviewScreen(Screen[None]):
    """Lists the sessions on this machine."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*REVIEW)

    def __init__(self) -> None:
        super().__init__()
        self._sessions: dict[str, SessionLine] = {}

    @property
    def _app(self) -> HotseatApp:
        return cast("HotseatApp", self.app)

    def compose(self) -> ComposeResult:
        yield Static(Content.styled("Review", "bold $primary"), markup=False, classes="page-title")
        yield OptionList(id="sessions", markup=False)
        yield Static(Content.styled("Reading the sessions…", "$text-muted"), markup=False, id="session-state")
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    def on_screen_resume(self) -> None:
        self.run_worker(self._load(), group="review", exclusive=True, exit_on_error=False)

    async def _load(self) -> None:
        found: Sequence[SessionLine] = await self._app.ask(self._app.service.sessions()) or ()
        self._sessions = {s.id: s for s in found}
        chooser = self.query_one(OptionList)
        chosen = chooser.highlighted or 0
        chooser.set_options([Option(_row(s), id=s.id) for s in found])
        chooser.highlighted = min(chosen, len(found) - 1) if found else None
        told = "Enter opens a session to read." if found else "No session yet. Press esc, then I or P, to begin one."
        self.query_one("#session-state", Static).update(Content.styled(told, "$text-muted"))

    def _chosen(self) -> SessionLine | None:
        chooser = self.query_one(OptionList)
        if chooser.highlighted is None:
            return None
        return self._sessions.get(chooser.get_option_at_index(chooser.highlighted).id or "")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_read()

    def action_read(self) -> None:
        """Open the chosen session to read it."""
        session = self._chosen()
        if session and session.fault:
            self._app.tell(session.fault, bad=True)
        elif session:
            self._app.read(session.id)

    def action_go_on(self) -> None:
        """Go on with the chosen session, where it is still open."""
        session = self._chosen()
        if session is None or session.fault:
            return
        if session.ended:
            self._app.tell("This session has ended. It can be read, not continued.")
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


def _row(session: SessionLine) -> Content:
    if session.fault:
        return Content.assemble(
            safe.column(session.started, 18, "$text-muted"),
            ("! cannot be read  ", "$error bold"),
            safe.line(session.fault, 100),
        )
    state = "open" if not session.ended else session.word or "ended"
    return Content.assemble(
        safe.column(session.started, 18, "$text-muted"),
        (f"{'Practice' if session.mode == 'practice' else 'Interview':<11}", "$secondary"),
        safe.column(state, 15, "bold"),
        (f"{span(session.spent):>10}  ", "$text-muted"),
        safe.line(session.title, 80),
    )
