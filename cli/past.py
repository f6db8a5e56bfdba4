"""The past as the front ends and commands ask for it: the index of the sessions, kept up to date, and what it tells."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from hotseat import harmless
from hotseat.cli.places import Places
from hotseat.cli.trouble import INTERRUPTED, Stop, is_tty
from hotseat.front.attempt_words import AttemptLine, Tried
from hotseat.front.chart_words import Charts
from hotseat.front.past import PAGE, HitLine, Past
from hotseat.front.service import SessionLine, Trouble
from hotseat.front.times import clock, span
from hotseat.many import Stopped
from hotseat.review.attempts import Attempted, Comparison, attempted, compare
from hotseat.review.charts import Sitting, standings, trend, weeks
from hotseat.review.history import Attempt, Summary, load
from hotseat.review.index import SessionIndex
from hotseat.review.pieces import WHO
from hotseat.review.search import Hit, search
from hotseat.review.wishes import ANYTHING, Wish, read_wish

T = TypeVar("T")
SHORTLY = 1.0
"""Seconds that somebody who wants something else waits for the index; what it knows by then must do."""


class PastSessions:
    """The index behind a front end: asked at once, brought up to date beside it."""

    def __init__(self, here: Places) -> None:
        self.index = SessionIndex(here.index, here.sessions)
        self._since: float | None = None
        """When the reading that goes on began."""
        self._done = (0, 0)
        """How many journals of how many it has read."""
        self._stop = threading.Event()
        self._looking: asyncio.Task[bool] | None = None

    async def look_over(self) -> bool:
        """Read what has changed on the disk; returns whether anything had. Who asks meanwhile waits for the same reading."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(asyncio.to_thread(self._refresh))
        return await asyncio.shield(self._looking)

    @property
    def reading(self) -> str:
        """How far the reading of the journals is, in a sentence, once it takes a second; else empty."""
        since, (done, of) = self._since, self._done
        if since is None or time.monotonic() < since + 1:
            return ""
        return f"Reading your sessions, once: {done:,} of {of:,}…" if of else "Reading your sessions…"

    def _refresh(self) -> bool:
        def progress(done: int, of: int) -> None:
            self._done = (done, of)

        self._since, self._done = time.monotonic(), (0, 0)
        try:
            return self.index.refresh(progress, self._stop)
        except Stopped:
            return False
        finally:
            self._since = None

    async def shortly(self) -> None:
        """Bring the index up to date, where that takes no longer than ``SHORTLY``."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.look_over(), SHORTLY)

    async def told(self, what: Callable[[SessionIndex], T]) -> T:
        """What the index tells, looked over before where that does not take long."""
        await self.shortly()
        return await asyncio.to_thread(what, self.index)

    async def seen(self) -> list[str]:
        """The ids of all questions asked so far, oldest first."""
        return await self.told(SessionIndex.seen)

    async def counts(self) -> dict[str, int]:
        """In how many sessions each question was asked."""
        return await self.told(SessionIndex.counts)

    async def open_one(self) -> SessionLine | None:
        """The newest session that can be gone on with."""
        _, found = await self.told(lambda index: index.page(Wish(state="open"), count=1))
        return line(found[0]) if found else None

    async def one(self, session: str) -> SessionLine | None:
        """One session as it is now."""
        found = await asyncio.to_thread(self.index.one, session)
        return line(found) if found else None

    async def page(self, typed: str, first: int, count: int, typing: bool) -> Past:
        """Some of the sessions that are looked for, as the index knows them now."""
        return await asyncio.to_thread(page, self.index, read_wish(typed, typing=typing), first, count)

    async def charts(self) -> Charts:
        """What there is to draw of all sessions that have ended."""
        return charts(await self.told(SessionIndex.sittings))

    async def tried(self, session: str) -> list[Tried]:
        """The questions of a session that were asked in another one too, rehearsed or not; the most often asked first."""
        counts = await self.told(lambda index: index.counts(rehearsed=True))
        row = await asyncio.to_thread(self.index.one, session)
        asked = [Tried(a.question, a.title, counts.get(a.question, 0)) for a in row.attempts] if row else []
        return sorted((t for t in asked if t.times > 1), key=lambda t: -t.times)

    async def attempts(self, question: str) -> list[AttemptLine]:
        """All attempts at a question, newest first."""
        return await self.told(lambda index: attempts(index, question))

    async def comparison(self, question: str, one: str, other: str) -> Comparison:
        """The attempts at a question in two sessions. Raises Trouble where one of them cannot be read."""
        return await asyncio.to_thread(comparison, self.index.root, question, one, other)

    async def close(self) -> None:
        """End the reading, and close the index."""
        self._stop.set()
        if self._looking is not None:
            with contextlib.suppress(Exception):
                await self._looking
        self.index.close()


def page(index: SessionIndex, wish: Wish = ANYTHING, first: int = 0, count: int = PAGE) -> Past:
    """Some of the sessions that are looked for; with the first of them the places where the words stand."""
    total, rows = index.page(wish, first, count)
    found = search(index, wish) if first == 0 else None
    return Past(
        total,
        tuple(map(line, rows)),
        hits(index, found.hits) if found else (),
        found.more if found else False,
        wish.faults,
    )


def hits(index: SessionIndex, found: tuple[Hit, ...]) -> tuple[HitLine, ...]:
    """The places as they are shown, each with the session it is in."""
    of = index.some([hit.session for hit in found])
    return tuple(
        HitLine(hit.session, hit.seq, day(of[hit.session]), of[hit.session].title, clock(hit.at), WHO.get(hit.kind, ""),
                hit.snippet, hit.more)
        for hit in found
        if hit.session in of
    )  # fmt: skip


def line(row: Summary) -> SessionLine:
    """A session as it is listed."""
    return SessionLine(
        row.id,
        row.title,
        row.mode,
        day(row),
        row.spent,
        row.ended,
        row.result,
        row.fault,
        row.lost,
        row.closed,
        row.candidate,
    )


def day(row: Summary) -> str:
    """When a session was begun, as it is shown; of one that cannot be read what its name tells."""
    if row.started:
        return row.started[:16].replace("T", " ")
    name = row.id
    return f"{name[:4]}-{name[4:6]}-{name[6:8]} {name[9:11]}:{name[11:13]}" if name[:8].isdecimal() else ""


def charts(sittings: list[Sitting]) -> Charts:
    """What there is to draw of these sessions."""
    found = weeks(sittings)
    return Charts(found, standings(sittings), trend(found))


def attempts(index: SessionIndex, question: str) -> list[AttemptLine]:
    """All attempts at a question, newest first."""
    _, rows = index.page(Wish(question=question))
    return [
        AttemptLine(row.id, day(row), how_it_went(asked), row.candidate)
        for row in rows
        for asked in row.attempts
        if asked.question == question
    ]


def how_it_went(asked: Attempt) -> str:
    """An attempt in a few words."""
    score = "not assessable" if asked.score is None else f"{asked.score:.0%}"
    hints = f", {asked.hints} hint{'' if asked.hints == 1 else 's'}" if asked.hints else ""
    return ", ".join(filter(None, (asked.verdict, score, span(asked.spent)))) + hints


def comparison(root: Path, question: str, one: str, other: str) -> Comparison:
    """The attempts at a question in two sessions. Raises Trouble where one of them cannot be read."""
    found: list[Attempted] = []
    for session in (one, other):
        try:
            state, _ = load(root, session)
        except (OSError, ValueError) as fault:
            raise Trouble(f"{session} cannot be read: {fault}") from None
        tried = attempted(state, question)
        if tried is None:
            raise Trouble(f"{harmless.line(question, 60)} was not asked in {session}.")
        found.append(tried)
    return compare(*found)


def up_to_date(here: Places) -> SessionIndex:
    """The index for a command, once it is up to date; told on the terminal where that takes long, and ended by ctrl+c."""
    index = SessionIndex(here.index, here.sessions)
    due, shown = time.monotonic() + 1, False

    def progress(done: int, of: int) -> None:
        nonlocal due, shown
        if time.monotonic() > due and is_tty(sys.stderr):
            due, shown = time.monotonic() + 0.1, True
            print(f"\rReading your sessions, once: {done:,} of {of:,} ", end="", file=sys.stderr, flush=True)

    try:
        index.refresh(progress)
    except KeyboardInterrupt:
        raise Stop(INTERRUPTED, "Stopped. What was read is kept, and the next time goes on there.") from None
    finally:
        if shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    return index
