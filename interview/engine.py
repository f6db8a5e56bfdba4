"""The engine: takes commands, writes what they lead to into the journal, and only then shows it.

One engine drives one session, for the app, the line mode, the rehearsal and the tests alike.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from time import monotonic
from typing import Any, Protocol

from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.interview.clock import InterviewClock
from hotseat.interview.decide import decide
from hotseat.interview.effects import Effects
from hotseat.interview.evolve import evolve, fold
from hotseat.interview.state import State
from hotseat.interview.turn import Mind

log = logging.getLogger(__name__)

WRITE_SECONDS = 0.25
"""Streaming events wait at most this long before they are written."""
CHECK_SECONDS = 5.0
"""How often it is looked after that the journal is still in its place."""


class JournalFile(Protocol):
    """Where events are written; see ``interview.journal``."""

    def append(self, records: list[dict[str, Any]], *, sync: bool) -> None:
        """Write records in order; with ``sync`` they are on disk when it returns. Raises OSError when they are not."""
        ...

    def check(self) -> str:
        """Look whether the file is still in its place and put it back where it is not; a sentence if it was not."""
        ...

    def close(self) -> None: ...


Listener = Callable[[State, Sequence[e.Recorded]], None]


def _utc_now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Engine:
    """One session: its state, its journal, and what runs beside it."""

    def __init__(
        self,
        journal: JournalFile,
        effects: Effects,
        mind: Mind,
        clock: InterviewClock,
        *,
        state: State | None = None,
        wall: Callable[[], str] = _utc_now,
    ) -> None:
        """``state`` is what the journal's events add up to so far; a fresh one for a new session."""
        self.state = state or State()
        self.clock = clock
        self.effects = effects
        self.save_trouble = ""
        """A sentence while the journal cannot be written; empty when all is saved."""
        self._journal = journal
        self._mind = mind
        self._wall = wall
        self._lock = asyncio.Lock()
        self._pending: list[dict[str, Any]] = []
        self._listeners: list[Listener] = []
        self._writer: asyncio.Task[None] | None = None
        self._closed = False
        self._checked_at = monotonic()
        effects.bind(self.do)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after every change with the new state and the events; returns how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    async def begin(self, started: e.SessionStarted) -> c.Refusal | None:
        """Write the first event and start the interview. Raises OSError when the journal cannot be written."""
        async with self._lock:
            recorded = self._recorded(started, self.state.seq + 1)
            await asyncio.to_thread(self._journal.append, [e.to_record(recorded)], sync=True)
            self._show([recorded])
        self.clock.run()
        return await self.do(c.Start())

    async def go_on(self, away_seconds: float) -> c.Refusal | None:
        """Go on with a session that had been closed or killed; the clock goes on from where it stood."""
        if not self.state.paused:
            self.clock.run()
        refusal = await self.do(c.Resume(away_seconds))
        if self.state.section < 0:
            # Killed between the first event and the greeting.
            return await self.do(c.Start())
        if self.state.current:
            self.effects.open_again(self.state, self.state.current)
        self.effects.read_unread(self.state)
        return refusal

    async def do(self, command: c.Command) -> c.Refusal | None:
        """Carry out a command. What it leads to is on disk before this returns and before it is shown.

        Once begun it is carried out to its end, even when the caller is cancelled: what is written is also shown.
        """
        return await asyncio.shield(self._carry_out(command))

    async def _carry_out(self, command: c.Command) -> c.Refusal | None:
        async with self._lock:
            if self._closed:
                return c.Refusal("This session is closed.")
            try:
                decision = decide(self.state, command, self.clock.now(), self._mind)
            except Exception as fault:
                # The interview goes on from the state it had; the person keeps what they typed.
                log.exception("%s", type(command).__name__)
                return c.Refusal(
                    f"Something in Hotseat itself failed ({type(fault).__name__}). Try again; it is in the log."
                )
            if isinstance(decision, c.Refusal):
                return decision
            recorded = [self._recorded(event, self.state.seq + 1 + i) for i, event in enumerate(decision)]
            if trouble := await self.effects.before(self.state, recorded):
                return c.Refusal(trouble)
            if recorded and not await self._write(recorded):
                return c.NotSaved(self.save_trouble)
            if recorded:
                self._show(recorded)
            if isinstance(command, c.Tick):
                await self._look_after_journal()
            self._beside(command)
            return None

    async def _look_after_journal(self) -> None:
        if monotonic() - self._checked_at < CHECK_SECONDS:
            return
        self._checked_at = monotonic()
        if self.save_trouble and not await self._flush([], sync=False):
            return
        try:
            said = await asyncio.to_thread(self._journal.check)
        except OSError as fault:
            self.save_trouble = _trouble(fault)
        else:
            self.save_trouble = ""
            if said:
                log.warning("journal: %s", said)

    def _recorded(self, event: e.Event, seq: int) -> e.Recorded:
        """The event as it reads back from the journal, so that live and replay see the same."""
        record = e.to_record(e.Recorded(seq, self.clock.now(), self._wall(), event))
        return e.from_record(json.loads(json.dumps(record)))

    async def _write(self, recorded: list[e.Recorded]) -> bool:
        records = [e.to_record(r) for r in recorded]
        if all(type(r.event).streams for r in recorded):
            self._pending += records
            if self._writer is None or self._writer.done():
                self._writer = asyncio.get_running_loop().create_task(self._write_later())
            return True
        return await self._flush(records, sync=True)

    async def _flush(self, records: list[dict[str, Any]], *, sync: bool) -> bool:
        """Write what waits and then these records. What cannot be written keeps waiting; returns whether all was."""
        waiting = [*self._pending, *records]
        if not waiting:
            self.save_trouble = ""
            return True
        try:
            await asyncio.to_thread(self._journal.append, waiting, sync=sync)
        except OSError as fault:
            log.warning("journal: %s", fault)
            self.save_trouble = _trouble(fault)
            return False
        self._pending = []
        self.save_trouble = ""
        return True

    async def _write_later(self) -> None:
        await asyncio.sleep(WRITE_SECONDS)
        async with self._lock:
            if not self._closed:
                await self._flush([], sync=False)

    def _show(self, recorded: Sequence[e.Recorded]) -> None:
        for r in recorded:
            self.state = evolve(self.state, r)
            if isinstance(r.event, e.Paused | e.SessionEnded):
                self.clock.stand_still()
            elif isinstance(r.event, e.Unpaused):
                self.clock.run()
        self.effects.after(self.state, recorded)
        for listener in tuple(self._listeners):
            listener(self.state, recorded)

    def _beside(self, command: c.Command) -> None:
        """What a command asks of the outside without an event of its own."""
        match command:
            case c.Interrupt() if self.state.running_cell:
                self.effects.interrupt()
            case c.Interrupt():
                self.effects.stop_judging()
            case c.RestartKernel():
                self.effects.restart()
            case c.ReplyInput(text=text):
                self.effects.reply(text)
            case c.Reveal() if self.state.current:
                self.effects.reveal(self.state, self.state.current)
            case _:
                pass

    def _last_word(self) -> list[dict[str, Any]]:
        """The time a session that is left open had come to."""
        if self.state.section < 0 or self.state.ended or self.state.paused or self.clock.now() - self.state.at < 0.5:
            return []
        recorded = self._recorded(e.TimePassed(), self.state.seq + 1)
        self.state = evolve(self.state, recorded)
        return [e.to_record(recorded)]

    def _scored(self) -> list[dict[str, Any]]:
        """What the scorecard of a session that is over says, where that is not on record."""
        from hotseat.interview.rescoring import to_record  # the debrief's rooms, which a running session does without

        event = to_record(self.state) if self.state.ended else None
        if event is None:
            return []
        recorded = self._recorded(event, self.state.seq + 1)
        self.state = evolve(self.state, recorded)
        return [e.to_record(recorded)]

    @property
    def closed(self) -> bool:
        """Whether nothing can be done any more."""
        return self._closed

    async def settle(self, *, everything: bool = False) -> None:
        """Wait until nothing runs beside the interview; see :meth:`Effects.settle`."""
        await self.effects.settle(everything=everything)

    async def close(self) -> None:
        """Stop what runs beside, write what waits, and close the journal."""
        await self.effects.close()
        async with self._lock:
            if self._closed:
                return
            self._closed = True
            try:
                await self._flush([*self._last_word(), *self._scored()], sync=True)
            finally:
                self._journal.close()
        if self._writer:
            self._writer.cancel()


def replay(records: Iterable[dict[str, Any]]) -> State:
    """The state that a journal's records add up to."""
    return fold(e.from_record(r) for r in records)


def _trouble(fault: OSError) -> str:
    sentence = str(fault) if type(fault) is not OSError else (fault.strerror or "the disk refused")
    return f"Not saved: {sentence.rstrip('.')}. What you typed is still in the box; mend that and send it again."
