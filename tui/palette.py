"""The command palette: everything that can be done where one is, with its key beside it, and the looks and interviewers.

What the screen offers comes from the tables of keys, so that palette, help and documentation cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from textual.actions import parse
from textual.app import ComposeResult
from textual.binding import Binding
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider

from hotseat.tui import safe
from hotseat.tui.key_table import EDITOR, all_keys, key_of
from hotseat.tui.keys import Action, shown
from hotseat.tui.widgets.clockbar import RunningClock

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from hotseat.tui.app import HotseatApp
    from hotseat.tui.widgets.workspace import Workspace


class Command(NamedTuple):
    """One line of the palette."""

    name: str
    told: str
    run: Callable[[], object]
    searched: bool = False
    """Whether it is shown only once something is typed that fits."""


class Palette(CommandPalette):
    """Textual's palette, below the clock of an interview that runs."""

    def compose(self) -> ComposeResult:
        yield RunningClock()
        yield from super().compose()


class Commands(Provider):
    """Offers a list of commands; what is typed is looked for in their names, and with less weight in what they do."""

    def commands(self) -> Iterable[Command]:
        """The commands that make sense now."""
        raise NotImplementedError

    async def discover(self) -> Hits:
        for name, told, run, searched in self.commands():
            if not searched:
                yield DiscoveryHit(name, run, help=told)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for name, told, run, _ in self.commands():
            score = max(matcher.match(name), matcher.match(told) * 0.8)
            if score > 0:
                yield Hit(score, matcher.highlight(name), run, help=told)

    @property
    def hotseat(self) -> HotseatApp:
        """The app."""
        return cast("HotseatApp", self.app)


class _Interview(Protocol):
    work: Workspace

    def offered(self) -> list[Action]: ...

    def run_action(self, action: str) -> Awaitable[bool]: ...


class ActionCommands(Commands):
    """What the interview screen offers, and what its editor does."""

    def commands(self) -> Iterator[Command]:
        screen = cast("_Interview", self.screen)
        for action in screen.offered():
            yield Command(f"{action.label} ({action.shown[0]})", action.help, partial(screen.run_action, action.name))
        for key in EDITOR:
            name = f"Code: {key.label} ({key_of(self.app, key.id)})"
            yield Command(name, key.help, partial(self._in_editor, key.action), searched=True)

    async def _in_editor(self, action: str) -> None:
        work = cast("_Interview", self.screen).work
        work.go("code")
        await work.editor.run_action(action)


class ScreenCommands(Commands):
    """What any other screen offers, by the keys that work there."""

    def commands(self) -> Iterator[Command]:
        table = {key.id: key for key in all_keys() if key.place != "interview"}
        for binding in self.screen.BINDINGS:
            key = table.get(binding.id or "") if isinstance(binding, Binding) else None
            if key is not None and self._makes_sense(key.action):
                keys = shown(self.hotseat.keymap.get(key.id, key.keys))
                yield Command(f"{key.label} ({keys[0]})", key.help, partial(self.screen.run_action, key.action))

    def _makes_sense(self, action: str) -> bool:
        place, name, parameters = parse(action)
        return bool(place) or bool(self.screen.check_action(name, parameters))


class AppCommands(Commands):
    """Where one can go, how it looks, and who interviews."""

    def commands(self) -> Iterator[Command]:
        app = self.hotseat
        if not app.running:
            if len(app.screen_stack) > 1:
                yield Command("Go to the home screen", "Leave what is shown.", app.go_home)
            for agenda in app.agendas:
                title = safe.line(agenda.title, 60).plain
                yield Command(f"Interview: {title}", f"{agenda.minutes:.0f} minutes.", partial(app.start, agenda.id))
            yield Command("Practise a question", "Choose one from the whole bank.", app.open_pick)
            yield Command("Plan", "What is due, and the days until your interview.", app.open_plan)
            yield Command("Past sessions", "Read what was said, run and scored.", app.open_review)
            yield Command("Packs", "Look at a pack of questions as its author does.", app.open_packs)
            yield Command("First steps", "Two minutes that show the keys by using them.", app.first_steps)
        for persona in app.personas:
            name, title = safe.line(persona.name, 40).plain, safe.line(persona.title, 80).plain
            now = "the one you have" if persona.id == app.persona else "from the next session on"
            yield Command(f"Interviewer: {name}", f"{title}; {now}.", partial(app.choose_persona, persona.id), True)
        yield Command("Dark or light", "Change between the dark and the light look.", app.action_toggle_look)
        for name in sorted(app.available_themes):
            now = "the present look" if name == app.theme else "another look"
            yield Command(f"Look: {name}", f"Take {name}: {now}.", partial(setattr, app, "theme", name), True)
        yield Command("Looks", "Choose among all colour themes.", app.action_change_theme)
        yield Command("Screenshot", "Save a picture of this screen as SVG.", app.deliver_screenshot)
        yield Command(f"Quit ({key_of(app, 'app.quit')})", "Leave Hotseat, or the session.", app.action_quit)


class Everything(ActionCommands, ScreenCommands, AppCommands):
    """All of these in one order: several providers are asked at once, and the quickest would come first."""

    def commands(self) -> Iterator[Command]:
        if hasattr(self.screen, "offered"):
            yield from ActionCommands.commands(self)
        yield from ScreenCommands.commands(self)
        yield from AppCommands.commands(self)
