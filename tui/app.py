"""The full-screen app. It holds the screens together and hands every wish to the service; it decides nothing itself."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.screen import Screen

from hotseat.front.service import Service
from hotseat.tui import pace, safe, terminal_gone, terminal_keys
from hotseat.tui.key_table import APP, bindings
from hotseat.tui.keys import display
from hotseat.tui.notices import Notice, OneAtATime
from hotseat.tui.opening import Opening
from hotseat.tui.palette import Everything, Palette
from hotseat.tui.screens.dialogs import TooSmall, too_small
from hotseat.tui.screens.home import HomeScreen
from hotseat.tui.theme import DARK, LIGHT, PALETTES

if TYPE_CHECKING:
    # The interview's rooms are loaded once one is opened, so that the first frame does not wait for them.
    from hotseat.front.ahead import Ahead
    from hotseat.front.kept import Kept
    from hotseat.front.lines import Moment
    from hotseat.front.service import AgendaLine, PersonaLine
    from hotseat.interview.state import State
    from hotseat.tui.opening import Wish

log = logging.getLogger(__name__)
START_SECONDS = 3.0
"""After this long the start is over, and what it has made is looked through for garbage no more."""


class HotseatApp(Opening):
    """Ends with 0, or with 1 when something went wrong that was not foreseen."""

    CSS_PATH = "hotseat.tcss"
    TITLE = "Hotseat"
    BINDINGS: ClassVar[list[BindingType]] = bindings(*APP)
    COMMANDS: ClassVar = {Everything}

    def __init__(
        self,
        service: Service,
        *,
        theme: str = DARK.name,
        keymap: Mapping[str, str] | None = None,
        first: Wish | None = None,
        ahead: Ahead | None = None,
        page: str = "",
        pack: tuple[str, str] | None = None,
        told: Sequence[str] = (),
        hello: Sequence[str] = (),
        motion: bool = True,
        dictate: str = "",
    ) -> None:
        """``first`` opens the session to begin with, once the app runs; with ``ahead`` its screen stands meanwhile.

        ``page`` is "review", or a session to read; ``pack`` the folder of a pack to look at, and a question of it.

        ``keymap`` gives actions other keys, by their names in the table of keys; ``told`` are sentences on
        what is wrong in the settings, ``hello`` others to begin with.
        Without ``motion`` nothing slides or fades; ``TEXTUAL_ANIMATIONS=none`` does the same. ``dictate`` is the command
        that hears answers.
        """
        super().__init__()
        if not motion:
            self.animation_level = "none"
        terminal_keys.teach()
        terminal_gone.endure()
        pace.quicken()
        self.service, self.dictate = service, dictate
        self._notices = OneAtATime(self._show_notice, self.set_timer)
        self._filters.append(safe.Net())
        for palette in PALETTES.values():
            self.register_theme(palette.theme())
        wanted = {"dark": DARK.name, "light": LIGHT.name}.get(theme, theme)
        self.theme = wanted if wanted in self.available_themes else DARK.name
        self._no_theme = "" if wanted in self.available_themes else wanted
        if keymap:
            self.set_keymap(dict(keymap))
        self.kept = service.kept
        """What is remembered between sessions."""
        self.running: Callable[[], Moment] | None = None
        """What the clock of the interview that is being sat tells; None while none is."""
        self.telling: Callable[[], None] | None = None
        """Makes room for a sentence on the screen of the interview that is being sat; None while none is."""
        self.agendas: Sequence[AgendaLine] = ()
        """The interviews that can be started, once the bank is read."""
        self.personas: Sequence[PersonaLine] = ()
        """The interviewers to choose from, once the bank is read."""
        self.persona = service.persona
        """The interviewer of the sessions to come."""
        self._first, self._ahead = first, ahead
        self._told = tuple(told)
        self._hello = tuple(hello)
        self.beginning = first is not None
        """Whether a session is being opened."""
        self._page, self._pack = page, pack

    @property
    def keymap(self) -> Mapping[str, str]:
        """The keys that the person's settings give to actions, by the action's name."""
        return self._keymap

    def get_key_display(self, binding: Binding) -> str:
        return display(binding.key)

    def get_default_screen(self) -> Screen[None]:
        return HomeScreen(bare=self._first is not None)

    def on_mount(self) -> None:
        self._heed_signals()
        if self._no_theme:
            told = f"There is no theme {safe.line(self._no_theme, 40).plain!r}, which the settings name."
            self.tell(f"{told} Write {DARK.name} or {LIGHT.name}.", bad=True)
        if self._first and self._ahead is not None:
            self._stand_meanwhile(self._first, self._ahead)
        elif self._first:
            self._open_when_begun(self._first)
        elif self._page == "review":
            self.open_review()
        elif self._page:
            self.read(self._page)
        elif self._pack is not None:
            self.preview(*self._pack)
        self.set_timer(START_SECONDS, _started)
        if not self._first:
            self.call_after_refresh(self._warm)
        self.call_after_refresh(self._tell_of_settings)

    def _heed_signals(self) -> None:
        """Leave in good order when asked to from outside: the session is saved and the terminal given back."""
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                # Not on Windows, and not outside the main thread, where there is nothing to heed.
                with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                    leave = partial(self.exit, return_code=128 + number)
                    asyncio.get_running_loop().add_signal_handler(number, leave)

    @work(group="warm", exit_on_error=False)
    async def _warm(self) -> None:
        await self.ask(self.service.warm())

    def _tell_of_settings(self) -> None:
        for sentence in self._told:
            self.tell(sentence, title="Settings", bad=True, long=True)
        for sentence in self._hello:
            self.tell(sentence, long=True)

    def on_resize(self, event: Resize) -> None:
        small = too_small(event.size.width, event.size.height)
        shown = isinstance(self.screen, TooSmall)
        if small and not shown:
            self.push_screen(TooSmall())
        elif shown and not small:
            self.pop_screen()

    # What the screens ask for.

    def tell(self, sentence: str, *, title: str = "", bad: bool = False, long: bool = False) -> None:
        """Show a sentence for a while, in a corner; ``long``: for as long as it takes to write a path down."""
        self._notices.tell(Notice(safe.said(sentence).plain, title, bad, long))

    def _show_notice(self, notice: Notice) -> None:
        if self.telling:
            self.telling()
        self.clear_notifications()
        severity = "error" if notice.bad else "information"
        self.notify(notice.sentence, title=notice.title, severity=severity, timeout=notice.seconds, markup=False)

    def keep(self, **changes: Any) -> None:
        """Remember something between sessions: fields of :class:`Kept`."""
        self.kept = replace(self.kept, **changes)
        self._keep(self.kept)

    @work(group="keep", exclusive=True, exit_on_error=False)
    async def _keep(self, kept: Kept) -> None:
        await self.ask(self.service.keep(kept))

    def choose_persona(self, persona: str) -> None:
        """Let another interviewer lead the sessions to come."""
        self.persona = self.service.persona = persona
        found = next((p for p in self.personas if p.id == persona), None)
        self.tell(f"{found.name if found else persona} leads the next session you begin.")

    def go_home(self) -> None:
        """Back to the home screen, from any screen but an interview's."""
        while len(self.screen_stack) > 1 and self.running is None:
            self.pop_screen()

    def open_pick(self) -> None:
        """Choose a question to practise."""
        from hotseat.tui.screens.pick import PickScreen

        self.push_screen(PickScreen())

    def open_plan(self) -> None:
        """Show what is due and the days ahead."""
        from hotseat.tui.screens.plan import PlanScreen

        self.push_screen(PlanScreen())

    @work(group="packs", exclusive=True, exit_on_error=False)
    async def open_packs(self) -> None:
        """Ask which pack is to be looked at, and show it."""
        from hotseat.tui.screens.packs import ask_which

        ask_which(self, self.preview, await self.ask(self.service.packs()) or ())

    @work(group="preview", exclusive=True, exit_on_error=False)
    async def preview(self, folder: str, question: str = "") -> None:
        """Show a pack as its author looks at it, and follow its files."""
        from hotseat.tui.screens.preview import PreviewScreen

        view = await self.ask(self.service.preview(folder))
        if view is not None:
            self.push_screen(PreviewScreen(view, question))

    def open_review(self) -> None:
        """Choose a session to read."""
        from hotseat.tui.screens.review import ReviewScreen

        self.push_screen(ReviewScreen())

    @work(group="read", exclusive=True, exit_on_error=False)
    async def read(self, session: str) -> None:
        """Open a session to read."""
        from hotseat.tui.screens.debrief import DebriefScreen

        state = await self.ask(self.service.read(session))
        if state is None:
            return
        found = await self.ask(self.service.session(session))
        self.push_screen(DebriefScreen(state, damaged=bool(found and found.damaged)))
        if found and found.lost:
            self.tell(found.lost, title="Not all of it can be read", bad=True, long=True)

    @work(group="charts", exclusive=True, exit_on_error=False)
    async def open_charts(self, session: str = "") -> None:
        """Show the charts of all sessions, and where the time went in one of them."""
        from hotseat.tui.screens.charts import ChartsScreen

        state = await self.ask(self.service.read(session)) if session else None
        found = await self.ask(self.service.charts())
        if found is not None:
            self.push_screen(ChartsScreen(found, state))

    @work(group="comparison", exclusive=True, exit_on_error=False)
    async def open_comparison(self, question: str, session: str = "") -> None:
        """Show two attempts at a question side by side, the one of ``session`` among them."""
        from hotseat.tui.screens.compare import CompareScreen

        found = await self.ask(self.service.attempts(question))
        if found:
            self.push_screen(CompareScreen(question, found, session))

    def show_moment(self, session: str, seq: int | None = None) -> None:
        """Open the replay of a session at an event, by its number; without one, at the beginning."""
        from hotseat.tui.screens.replay import ReplayScreen

        self.push_screen(ReplayScreen(session, seq))

    @work(group="debrief", exclusive=True, exit_on_error=False)
    async def debrief(self, screen: Screen[None]) -> None:
        """From a session that has ended to what came of it."""
        from hotseat.tui.screens.interview import InterviewScreen

        if isinstance(screen, InterviewScreen) and screen in self.screen_stack:
            await screen.shut()
            self.clear_notifications()
            await self.show_result(screen.state)

    async def show_result(self, state: State) -> None:
        """Show what came of a session that was just sat, in place of its screen; the one way by which a score is first seen."""
        from hotseat.tui.screens.after_practice import AfterPracticeScreen
        from hotseat.tui.screens.debrief import DebriefScreen

        await self.switch_screen(AfterPracticeScreen(state) if state.mode == "practice" else DebriefScreen(state))

    @work(group="leave", exclusive=True, exit_on_error=False)
    async def leave(self, screen: Screen[None]) -> None:
        """Close a session and go home."""
        from hotseat.tui.screens.interview import InterviewScreen

        if isinstance(screen, InterviewScreen) and screen in self.screen_stack:
            await screen.shut()
            self.clear_notifications()
            self.pop_screen()

    def export(self, session: str) -> None:
        """Ask in which form a session is to be written, write it, and say where it is."""
        from hotseat.tui.screens.exports import which_form

        def chosen(form: str | None) -> None:
            if form is not None:
                self._export(session, form)

        self.push_screen(which_form(), chosen)

    @work(group="export", exclusive=True, exit_on_error=False)
    async def _export(self, session: str, form: str) -> None:
        self.tell("Writing the session to a file. You can go on meanwhile.")
        where = await self.ask(self.service.export(session, form))
        if where is not None:
            if self.is_web:
                from hotseat.tui.in_browser import hand_over

                hand_over(self, where)
            self.tell(f"Written to {where}")

    # Actions.

    def action_toggle_look(self) -> None:
        """From dark to light, or back."""
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name

    async def action_quit(self) -> None:
        """Quit; an open interview asks first."""
        from hotseat.tui.screens.interview import InterviewScreen

        open_one = next((s for s in self.screen_stack if isinstance(s, InterviewScreen)), None)
        if open_one is None or open_one.waits:
            self.exit(0)
        elif self.screen is open_one:
            open_one.action_leave()
        elif len(self.screen_stack) > 1:
            self.pop_screen()

    def action_command_palette(self) -> None:
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    async def on_unmount(self) -> None:
        await self.service.close()


def _started() -> None:
    """Let garbage be collected again, where a start has put that off; what is there by now stays."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
