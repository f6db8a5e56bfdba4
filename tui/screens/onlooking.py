"""A session that another program has open, looked at while it goes on: a replay that grows, and to which nothing can be added."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from textual.app import App

from hotseat.front.elsewhere import LOOK, NOT_NOW, TITLE, OpenElsewhere, let_go, looked_at
from hotseat.front.replay_player import Player
from hotseat.review.replay import Replay
from hotseat.tui.screens.dialogs import Ask, Choice
from hotseat.tui.screens.replay import SLICE, ReplayScreen
from hotseat.tui.widgets.replay_stage import ReplayStage

if TYPE_CHECKING:
    from hotseat.review.replay_recording import Recording

LOOK_SECONDS = 1.0
"""Between two looks at what has been added."""


def offer(app: App[Any], found: OpenElsewhere) -> None:
    """Say that a session is open elsewhere, and let the person look at it where they want to."""

    def chosen(answer: str | None) -> None:
        if answer == "look":
            app.push_screen(OnlookScreen(found.session, found.pid))

    app.push_screen(Ask(TITLE, str(found), [Choice("look", LOOK), Choice("back", NOT_NOW)]), chosen)


class OnlookScreen(ReplayScreen):
    """Begins at the newest moment and stays there as long as the person does not go elsewhere."""

    def __init__(self, session: str, pid: int | None) -> None:
        """``pid`` is the process that has it open, where that is known."""
        super().__init__(session)
        self._pid = pid
        self._known: Recording | None = None
        self._open_there = True
        self._looking = False

    async def _recording(self) -> Recording:
        found = await self._app.service.onlook(self._session, None)
        assert found.more is not None
        self._known = found.more
        return found.more

    def _begin(self, replay: Replay) -> None:
        super()._begin(replay)
        self._tell_whose()
        self.go_to(len(replay) - 1)
        self.set_interval(LOOK_SECONDS, self._look)

    def _tell_whose(self) -> None:
        ended = self._player is not None and bool(self._player.replay.end.ended)
        told = looked_at(self._pid) if self._open_there else let_go(self._session, ended=ended)
        self._warn((told, *(self._player.replay.lost if self._player else ())))

    def _look(self) -> None:
        if not self._looking:
            self._looking = True
            self.run_worker(self._follow(), group="onlook", exit_on_error=False)

    async def _follow(self) -> None:
        try:
            found = await self._app.ask(self._app.service.onlook(self._session, self._known))
            if found is None or self._player is None:
                return
            if found.more is not None:
                self._known = found.more
                await self._grow(self._player, found.more)
            if found.open != self._open_there:
                self._open_there = found.open
                self._tell_whose()
        finally:
            self._looking = False

    async def _grow(self, player: Player, recording: Recording) -> None:
        replay, newest = player.replay, player.index == len(player.replay) - 1
        replay.go_on(recording)
        grown = replay.grow(SLICE)
        while not grown:
            await asyncio.sleep(0)
            grown = replay.grow(SLICE)
        player.grown()
        self.query_one(ReplayStage).open(replay)
        self._mark(replay)
        self.go_to(len(replay) - 1 if newest and self._timer is None else player.index)

    def _look_back(self, word: object) -> None:
        self._app.tell("Nothing can be added to a session that is open elsewhere.")
