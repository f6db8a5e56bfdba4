"""A session that another program has open, in lines: it can be looked at, and at each word it is told what was added."""

from __future__ import annotations

import asyncio

from hotseat.front.elsewhere import LOOK, NOT_NOW, OpenElsewhere, let_go, looked_at
from hotseat.front.service import Service, Trouble
from hotseat.interview.commands import RemoveBookmark, SetBookmark
from hotseat.plain.choosing import Choice, choose
from hotseat.plain.console import Console
from hotseat.plain.replay import Replaying
from hotseat.review.replay_recording import Recording


async def offer(service: Service, console: Console, found: OpenElsewhere) -> None:
    """Say that a session is open elsewhere, and let the person look at it where they want to."""
    console.say("Note", str(found))
    if await choose(console, "Look at it?", [Choice("back", NOT_NOW), Choice("look", LOOK)]) == "look":
        await Onlooking(service, console, found).run()


class Onlooking(Replaying):
    """Begins at the newest moment. Nothing can be added."""

    def __init__(self, service: Service, console: Console, found: OpenElsewhere) -> None:
        super().__init__(service, console, found.session)
        self._pid = found.pid
        self._known: Recording | None = None
        self._open_there = True

    async def _recording(self) -> Recording:
        found = await self._service.onlook(self._session, None)
        assert found.more is not None
        self._known = found.more
        return found.more

    def _begin(self, start: str) -> None:
        self._say(f"{looked_at(self._pid)} where tells the newest moment again.")
        self._at = len(self._replay) - 1
        super()._begin(start)

    async def _look_again(self) -> None:
        try:
            found = await self._service.onlook(self._session, self._known)
        except Trouble as trouble:
            self._say(str(trouble))
            return
        if found.more is not None:
            await self._grow(found.more)
        if not found.open and self._open_there:
            self._say(let_go(self._session, ended=bool(self._replay.end.ended)))
        self._open_there = found.open

    async def _grow(self, more: Recording) -> None:
        newest, before = self._at == len(self._replay) - 1, len(self._replay)
        self._known = more
        self._replay.go_on(more)
        grown = self._replay.grow()
        while not grown:
            await asyncio.sleep(0)
            grown = self._replay.grow()
        added = len(self._replay) - before
        self._say(f"{added:,} moment{' was' if added == 1 else 's were'} added since.")
        if newest:
            self._at = len(self._replay) - 1

    async def _look_back(self, word: SetBookmark | RemoveBookmark) -> bool:
        self._say("Nothing can be added to a session that is open elsewhere.")
        return False
