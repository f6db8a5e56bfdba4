"""The command palette of the interview: every action of the table of keys, with its key beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from hotseat.tui.keys import Action

if TYPE_CHECKING:
    from collections.abc import Awaitable


class _Offers(Protocol):
    def offered(self) -> list[Action]: ...

    def run_action(self, action: str) -> Awaitable[bool]: ...


class ActionCommands(Provider):
    """Offers what the screen offers."""

    def _entries(self) -> list[tuple[str, str, Callable[[], object]]]:
        screen = cast("_Offers", self.screen)
        return [(f"{a.label} ({a.shown[0]})", a.help, partial(screen.run_action, a.name)) for a in screen.offered()]

    async def discover(self) -> Hits:
        for name, told, run in self._entries():
            yield DiscoveryHit(name, run, help=told)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for name, told, run in self._entries():
            score = max(matcher.match(name), matcher.match(told) * 0.8)
            if score > 0:
                yield Hit(score, matcher.highlight(name), run, help=told)
