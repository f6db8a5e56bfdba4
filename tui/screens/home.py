"""The home screen: who we are, what can be done with one key each, and what is wrong, if anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from hotseat.front.service import Overview, SessionLine, Trouble
from hotseat.front.times import span
from hotseat.tui import safe
from hotseat.tui.key_table import HOME, bindings, capital_of
from hotseat.tui.screens.dialogs import Ask, Choice, Read
from hotseat.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from hotseat.tui.app import HotseatApp

SIGN = "█ █ █▀█ ▀█▀ █▀▀ █▀▀ ▄▀█ ▀█▀\n█▀█ █▄█  █  ▄▄█ ██▄ █▀█  █ "
LINE = "A data science and AI engineering interview, in your terminal."
USES = (
    ("interview", "Interview", "the whole course, from greeting to debrief"),
    ("practice", "Practice", "what is due, or a question of your choice"),
    ("plan", "Plan", "what is due, and the days until your interview"),
    ("review", "Review", "what was said, run and scored before"),
    ("first-steps", "First steps", "the keys, by using them: two minutes"),
    ("quit", "Quit", ""),
)


class HomeScreen(Screen[None]):
    """Where the app begins and comes back to."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*HOME)

    def __init__(self, *, bare: bool = False) -> None:
        """``bare``: nothing is laid out until somebody comes back to it, since a session is opened over it at once."""
        super().__init__()
        self._overview: Overview | None = None
        self._bare = bare
        self.held: list[events.Key | events.Paste] = []
        """What was typed while nothing was laid out; it is meant for the session that is being opened."""

    @property
    def _app(self) -> HotseatApp:
        return cast("HotseatApp", self.app)

    def compose(self) -> ComposeResult:
        if self._bare:
            return
        with Center(), Vertical(id="home"):
            yield Static(Content.styled(SIGN, "$primary"), markup=False, id="sign")
            yield Static(Content.styled(LINE, "$text-muted"), markup=False, id="tagline")
            yield OptionList(*_menu(self.app, None), markup=False, id="uses")
            yield Static(markup=False, id="today")
            yield Static(Content.styled("Reading the bank…", "$text-muted"), markup=False, id="state")
        yield KeyBar()

    def on_mount(self) -> None:
        self._take_cursor()

    def _compositor_refresh(self) -> None:
        if self._bare and self is not self.app.screen:
            self._dirty_widgets.clear()  # Nothing is laid out here, and the screen above would be painted again.
            return
        super()._compositor_refresh()

    def on_key(self, event: events.Key) -> None:
        if self._bare:
            self.held.append(events.Key(event.key, event.character))
            event.stop()

    def on_paste(self, event: events.Paste) -> None:
        if self._bare:
            self.held.append(events.Paste(event.text))
            event.stop()

    def _take_cursor(self) -> None:
        for uses in self.query(OptionList):
            uses.highlighted = 0
            uses.focus()

    async def on_screen_resume(self) -> None:
        if self._bare and not self._app.beginning:
            self._bare = False
            self.held.clear()
            await self.recompose()
            self._take_cursor()
        if not self._app.changed:
            return
        # Reading the bank loads much, and is to begin once the first frame is drawn.
        self.call_after_refresh(self._begin_to_look)

    def _begin_to_look(self) -> None:
        if self._app.beginning or not self._app.changed or self.app.screen is not self:
            return  # A session is on its way or there, and nobody looks at this screen; that is for when it comes back.
        self._app.changed = False
        self.run_worker(self._look_around(), group="overview", exclusive=True, exit_on_error=False)

    async def _look_around(self) -> None:
        telling = self.set_interval(0.25, self._tell_reading)
        try:
            found = await self._app.ask(self._app.service.overview())
        finally:
            telling.stop()
        if found is None:
            return
        self._overview = found
        self._app.agendas, self._app.personas = found.agendas, found.personas
        uses = self.query_one(OptionList)
        uses.set_options(_menu(self.app, found.open))
        uses.highlighted = 0
        self.query_one("#state", Static).update(_state(found, capital_of(self.app, "home.faults")))
        self.refresh_bindings()
        if found.new and not self._app.kept.welcomed and self.app.screen is self:
            self._welcome()
        await self._tell_today()

    async def _tell_today(self) -> None:
        """One line on what is due; a plan that cannot be read is told of where it is looked at."""
        from hotseat.front.plan_view import today_told

        try:
            view = await self._app.service.plan()
        except Trouble:
            return
        self.query_one("#today", Static).update(safe.line(today_told(view, key=capital_of(self.app, "home.plan")), 120))

    def _tell_reading(self) -> None:
        if told := self._app.service.reading:
            self.query_one("#state", Static).update(safe.line(told, 80, "$text-muted"))

    def _welcome(self) -> None:
        """Offer the first steps, once ever."""

        def chosen(answer: str | None) -> None:
            if answer == "yes":
                self._app.first_steps()
            else:
                self._app.keep(welcomed=True)

        text = (
            "A tiny question shows you the keys by using them, with a real kernel and judge. "
            "It takes two minutes, can be left at any time, and counts nowhere."
        )
        choices = [
            Choice("yes", "Yes, show me"),
            Choice("no", "Not now", f"{capital_of(self.app, 'home.first-steps')} on the home screen begins it later."),
        ]
        self.app.push_screen(Ask("Welcome. First steps?", text, choices), chosen)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if self._bare:
            return False
        found = self._overview
        if parameters == ("continue",):
            return bool(found and found.open)
        if parameters == ("faults",):
            return bool(found and (found.mistakes or found.faults or found.hints))
        return True

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_choose(event.option_id or "")

    def action_choose(self, use: str) -> None:
        """Do what a line of the menu says."""
        match use:
            case "interview":
                self._interview()
            case "practice":
                self._app.open_pick()
            case "plan":
                self._app.open_plan()
            case "review":
                self._app.open_review()
            case "first-steps":
                self._app.first_steps()
            case "packs":
                self._app.open_packs()
            case "continue":
                if self._overview and self._overview.open:
                    self._app.go_on(self._overview.open.id)
            case "faults":
                self._faults()
            case _:
                self.app.exit()

    def _interview(self) -> None:
        agendas = self._overview.agendas if self._overview else ()
        if not agendas:
            key = capital_of(self.app, "home.faults")
            self._app.tell(f"The bank holds no agenda that can be used. Press {key} to see what is wrong.")
            return
        if len(agendas) == 1:
            self._app.start(agendas[0].id)
            return
        choices = [Choice(a.id, a.title, f"{span(a.minutes * 60)}, no pause") for a in agendas]

        def chosen(agenda: str | None) -> None:
            if agenda:
                self._app.start(agenda)

        text = "The clock runs once it has begun. If you must leave, it is kept and you can continue."
        self.app.push_screen(Ask("Which interview?", text, choices), chosen)

    def _faults(self) -> None:
        found = self._overview
        if found:
            lines = [*found.mistakes, *found.faults, *found.hints]
            self.app.push_screen(Read("What is wrong, and what to do", [safe.said(f"• {x}") for x in lines]))


def _menu(app: object, open_session: SessionLine | None) -> list[Option]:
    rows = list(USES)
    if open_session:
        told = f"{open_session.title}, {span(round(open_session.spent))} in, begun {open_session.started}"
        rows.insert(0, ("continue", "Continue", told))
    keys = {use: capital_of(app, f"home.{use}") for use, *_ in rows}
    wide = max(map(len, keys.values()))
    return [Option(_use(f"{keys[use]:<{wide}}", name, told), id=use) for use, name, told in rows]


def _use(key: str, name: str, told: str) -> Content:
    return Content.assemble(
        (f" {key} ", "bold $primary"), (f" {name:<12}", "bold"), safe.line(told, 100, "$text-muted")
    )


def _state(found: Overview, faults: str) -> Content:
    """What the bank holds and what is wrong; ``faults`` is the key that tells more."""
    parts = [Content.styled(f"{found.questions} questions in {found.topics} topics.", "$text-muted")]
    if not found.questions:
        parts = [Content.styled("! The bank holds no question that can be asked.", "$error bold")]
    wrong = len(found.faults)
    if wrong:
        files = "file of the bank is" if wrong == 1 else "files of the bank are"
        parts.append(safe.line(f"! {wrong} {files} broken; the rest works. {faults} tells which.", 160, "$warning"))
    if found.mistakes:
        parts.append(
            safe.line(f"! Not all of the settings can be used; the rest works. {faults} tells more.", 160, "$warning")
        )
    if found.hints:
        parts.append(safe.line(f"! {found.hints[0]}", 160, "$warning"))
    if found.tip:
        parts += [Content(), safe.line(found.tip, 240, "$text-muted")]
    return Content("\n").join(parts)
