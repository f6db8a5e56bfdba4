"""The part of the app that opens sessions: what stands until one is there, what may have to be asked first, and its screen."""

from __future__ import annotations

import logging
from abc import abstractmethod
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from textual import work
from textual.app import App
from textual.events import Event, InputEvent, Paste

from hotseat.front.elsewhere import OpenElsewhere
from hotseat.front.service import FIRST_STEPS, NeedsTrust, Service, Trouble
from hotseat.tui.screens.dialogs import Ask, Choice
from hotseat.tui.screens.home import HomeScreen

if TYPE_CHECKING:
    # The interview's rooms are loaded once one is opened, so that the first frame does not wait for them.
    from hotseat.front.ahead import Ahead
    from hotseat.interview.engine import Engine
    from hotseat.tui.screens.interview import InterviewScreen

    Wish = Callable[[], Coroutine[Any, Any, Engine]]
    """Opens a session; may be called again."""

log = logging.getLogger(__name__)
T = TypeVar("T")


class Opening(App[int]):
    """Opens one session at a time."""

    service: Service
    beginning = False
    """Whether a session is being opened."""
    changed = True
    """Whether sessions may have changed since the home screen last looked."""
    _frame: InterviewScreen | None = None
    """The screen of the session that is being opened, where it stands already."""

    @abstractmethod
    def tell(self, sentence: str, *, title: str = "", bad: bool = False, long: bool = False) -> None:
        """Show a sentence for a while."""

    @abstractmethod
    def keep(self, **changes: Any) -> None:
        """Remember something between sessions."""

    async def ask(self, wish: Awaitable[T]) -> T | None:
        """What the service answers, or None when it could not; the person is told why."""
        try:
            return await wish
        except Trouble as trouble:
            self.tell(str(trouble), bad=True)
        except Exception as fault:
            log.exception("service")
            self.tell(f"That did not work ({type(fault).__name__}). The log file tells more.", bad=True)
        return None

    def start(self, agenda: str, *, final: bool = False) -> None:
        """Begin an interview; the ``final`` mock gets the questions that were kept back for it."""
        self._begin(lambda: self.service.start_interview(agenda, final=final))

    def practise(self, question: str | None) -> None:
        """Begin a practice; None takes what is due, then what is new."""
        self._begin(lambda: self.service.start_practice(question))

    def first_steps(self) -> None:
        """Begin the first steps, which show the keys by using them."""
        self.keep(welcomed=True)
        self._begin(self.service.start_first_steps)

    def go_on(self, session: str) -> None:
        """Go on with a session that was left open."""
        self._begin(lambda: self.service.resume(session))

    def _begin(self, wish: Wish) -> None:
        """Open a session; a second press while one is being opened does nothing."""
        if not self.beginning:
            self.beginning = True
            self._open_when_begun(wish)

    def _stand_meanwhile(self, wish: Wish, ahead: Ahead) -> None:
        """Show the session's screen with what is known of it, and open the session once that is drawn."""
        from hotseat.tui.screens.interview import InterviewScreen

        self._frame = frame = InterviewScreen(None, ahead)
        frame.call_after_refresh(self._open_when_begun, wish)
        self.push_screen(frame)

    async def on_event(self, event: Event) -> None:
        typed = isinstance(event, InputEvent | Paste) and not event.is_forwarded
        if not (typed and self._frame is not None and self.screen is self._frame and self._frame.puts_aside(event)):
            await super().on_event(event)

    @work(group="begin", exit_on_error=False)
    async def _open_when_begun(self, wish: Wish) -> None:
        async def begun() -> Engine | NeedsTrust | OpenElsewhere:
            try:
                return await wish()
            except (NeedsTrust, OpenElsewhere) as closed:
                return closed

        try:
            found = await self.ask(begun())
        finally:
            self.beginning = False
        if found is not None and not isinstance(found, Trouble):
            await self._open(found)
            return
        self._leave_frame()
        if isinstance(found, NeedsTrust):
            self._ask_for_trust(found, wish)
        elif found is not None:
            self._offer_a_look(found)
        if isinstance(self.screen, HomeScreen):
            await self.screen.on_screen_resume()

    def _offer_a_look(self, found: OpenElsewhere) -> None:
        """Let a session be looked at that another program has open."""
        from hotseat.tui.screens.onlooking import offer

        offer(self, found)

    def _ask_for_trust(self, closed: NeedsTrust, wish: Wish) -> None:
        """Tell what a pack brings; where it is trusted, begin what was wished for."""

        def chosen(answer: str | None) -> None:
            if answer == "trust":
                self._trust_and_begin(closed.pack, wish)

        choices = [Choice("back", "Not now"), Choice("trust", "Trust this pack and begin")]
        self.push_screen(Ask("This pack brings code", "\n".join(closed.told), choices), chosen)

    @work(group="trust", exclusive=True, exit_on_error=False)
    async def _trust_and_begin(self, pack: str, wish: Wish) -> None:
        if await self.ask(self.service.trust(pack)):
            self.changed = True
            self._begin(wish)

    async def _open(self, engine: Engine) -> None:
        if FIRST_STEPS in engine.state.questions:
            from hotseat.tui.screens.first_steps import FirstStepsScreen as Sitting
        else:
            from hotseat.tui.screens.interview import InterviewScreen as Sitting

        if type(self._frame) is Sitting and self._frame in self.screen_stack:
            await self._fill(self._frame, engine)
            return
        self._leave_frame()
        while len(self.screen_stack) > 1:
            self.pop_screen()
        early = self.screen.held if isinstance(self.screen, HomeScreen) else []
        await self.push_screen(Sitting(engine))
        while early:
            self.post_message(early.pop(0))
        self.changed = True

    async def _fill(self, frame: InterviewScreen, engine: Engine) -> None:
        """Let the screen that stands have its session, and what was typed meanwhile."""
        frame.arrive(engine)
        while frame.aside:
            await super().on_event(frame.aside.pop(0))
        self._frame = None  # only now: what is typed comes after what was typed before
        self.changed = True

    def _leave_frame(self) -> None:
        """Take the screen away that stood for a session which does not come in it."""
        frame, self._frame = self._frame, None
        if frame is not None and frame in self.screen_stack:
            while self.screen is not frame:
                self.pop_screen()
            self.pop_screen()
