"""What the screens ask for of sessions that are over or left: the list, one of them, its replay, its export, what is added."""

from __future__ import annotations

import asyncio
import sys
import threading
from abc import abstractmethod
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from hotseat import harmless
from hotseat.cli.drawing import CannotStart
from hotseat.cli.sessions import contest, look_back
from hotseat.front.service import ReferenceLine, SessionLine, Trouble
from hotseat.review import history

if TYPE_CHECKING:
    from hotseat.cli.onlooking import Onlooker
    from hotseat.cli.past import PastSessions
    from hotseat.cli.places import Places
    from hotseat.front.attempt_words import AttemptLine, Tried
    from hotseat.front.chart_words import Charts
    from hotseat.front.elsewhere import Onlook
    from hotseat.front.past import Past
    from hotseat.interview.commands import Command
    from hotseat.interview.state import State
    from hotseat.question_bank.bank import Bank
    from hotseat.review.attempts import Comparison
    from hotseat.review.peers import PeerScores
    from hotseat.review.replay_recording import Recording


LONGEST_EXPORT = 120.0
"""Seconds that a session has to become a file; the longest evening takes a few."""
T = TypeVar("T")


class PastDesk:
    """Looks back for the screens; what takes time goes to threads."""

    _here: Places
    _known_past: PastSessions | None
    """Made when the past is first asked for."""
    _onlookers: dict[str, Onlooker]
    """Those who look at sessions that are open elsewhere, by the sessions."""

    @abstractmethod
    async def bank(self, *, anew: bool = False) -> Bank:
        """The bank, which says what a past session's questions are judged and explained with."""

    async def past(self, typed: str = "", first: int = 0, count: int = 100, *, typing: bool = False) -> Past:
        return await self._past.page(typed, first, count, typing)

    async def look_over(self) -> bool:
        return await self._past.look_over()

    async def session(self, session: str) -> SessionLine | None:
        return await self._past.one(session)

    async def tried(self, session: str) -> Sequence[Tried]:
        return await self._past.tried(session)

    async def attempts(self, question: str) -> Sequence[AttemptLine]:
        return await self._past.attempts(question)

    async def comparison(self, question: str, one: str, other: str) -> Comparison:
        return await self._past.comparison(question, one, other)

    async def charts(self) -> Charts:
        return await self._past.charts()

    @property
    def reading_past(self) -> str:
        return self._known_past.reading if self._known_past else ""

    @property
    def _past(self) -> PastSessions:
        """The past, whose rooms are loaded when it is first asked for."""
        if self._known_past is None:
            from hotseat.cli.past import PastSessions

            self._known_past = PastSessions(self._here)
        return self._known_past

    async def read(self, session: str) -> State:
        try:
            state, _ = await asyncio.to_thread(history.load, self._here.sessions, session)
        except (OSError, ValueError) as fault:
            raise Trouble(f"{session} cannot be read: {fault}") from None
        return state

    async def recording(self, session: str) -> Recording:
        from hotseat.review.replay_recording import load

        try:
            return await asyncio.to_thread(load, self._here.sessions, session)
        except (OSError, ValueError) as fault:
            raise Trouble(f"{session} cannot be replayed: {fault}") from None

    async def onlook(self, session: str, known: Recording | None) -> Onlook:
        from hotseat.cli.onlooking import Onlooker

        if session not in self._onlookers:
            self._onlookers[session] = Onlooker(self._here.sessions, session)
        try:
            return await asyncio.to_thread(self._onlookers[session].look, known)
        except (OSError, ValueError) as fault:
            raise Trouble(f"{session} cannot be looked at: {fault}") from None

    async def reference(self, session: str, question: str) -> ReferenceLine:
        from hotseat.cli.references import reference

        return reference(await self.bank(), await self.read(session), question)

    async def export(self, session: str, form: str = "md") -> Path:
        from hotseat.interview import disk
        from hotseat.reference.extensions import NotUsable
        from hotseat.review.export.exporters import made

        out = sys.stdout
        try:
            found = await _beside(lambda: made(self._here.sessions, session, form), LONGEST_EXPORT)
        except NotUsable as fault:
            raise Trouble(f"{str(fault).rstrip('.')}. Nothing was written.") from None
        except _TooLong:
            sys.stdout = out  # another's exporter that was given up still holds it redirected
            raise Trouble(
                f"{form} had made no file after {LONGEST_EXPORT:.0f} s and was given up. Nothing was written."
            ) from None
        except _Stray as fault:
            raise Trouble(
                f"{form} failed on this session: {harmless.line(str(fault), 200)}. Nothing was written."
            ) from None
        except (OSError, ValueError) as fault:
            raise Trouble(f"{session} cannot be read: {fault}") from None
        from hotseat.review.export.formats import FORMATS

        # A form of another distribution may have an ending of ours.
        name = "transcript" if form == "md" else "session" if form in FORMATS else f"session-{form}"
        path = history.folder_of(self._here.sessions, session) / f"{name}{found.suffix}"
        try:
            await asyncio.to_thread(disk.put, path, found.data)
        except OSError as fault:
            raise Trouble(f"It cannot be written to {path}: {fault.strerror or fault}.") from None
        return path

    async def peers(self, session: str) -> Sequence[PeerScores]:
        from hotseat.review.peers import peer_scores

        return await asyncio.to_thread(peer_scores, self._here.sessions, session)

    async def contest(self, session: str, question: str, reason: str) -> tuple[State, Path]:
        bank = await self.bank()
        try:
            return await contest(self._here, bank, session, question, reason)
        except (CannotStart, ValueError) as fault:
            raise Trouble(str(fault)) from None

    async def look_back(self, session: str, word: Command) -> State:
        bank = await self.bank()
        try:
            return await look_back(self._here, bank, session, word)
        except (CannotStart, ValueError) as fault:
            raise Trouble(str(fault)) from None


class _TooLong(Exception):
    """A call was given up."""


class _Stray(Exception):
    """A call raised what is meant to end a program; the message names it."""


async def _beside(work: Callable[[], T], seconds: float) -> T:
    """What a call comes to, made in a thread that the program does not wait for when it ends: it may be another's code.

    Raises _TooLong where it takes longer, _Stray for what is meant to end a program, and what else the call raises.
    """
    call: Future[T] = Future()
    call.set_running_or_notify_cancel()

    def run() -> None:
        try:
            call.set_result(work())
        except Exception as raised:
            call.set_exception(raised)
        except BaseException as raised:  # such as KeyboardInterrupt, which whoever waits must hear of as well
            call.set_exception(_Stray(f"{type(raised).__name__}: {raised}".rstrip(": ")))

    threading.Thread(target=run, name="hotseat-export", daemon=True).start()
    done = asyncio.wrap_future(call)
    await asyncio.wait({done}, timeout=seconds)
    if not done.done():
        done.cancel()
        raise _TooLong
    return done.result()
