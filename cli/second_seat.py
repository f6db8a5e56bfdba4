"""The second seat of a session that is being sat: a socket in a private folder, for one person to watch, speak and mark.

Both sides send JSON objects, a line each. Who takes the seat begins with ``{"seat": 1, "name": NAME}`` and gets ``welcome``,
or ``refused`` with a sentence; then every record of the journal, from the first one on, as ``record``, ``over`` when the
session is closed and only marks are taken, and ``closed`` at the end. They may send ``{"say": TEXT}`` and
``{"mark": COMPETENCY, "score": WORD, "note": TEXT}``, and get ``said``, ``marked`` or ``refused`` back. A mark is kept as a
peer's score is: in the session's folder, beside Hotseat's own. Nobody but the person whose session it is can reach the
socket: no port is opened, and its folder is theirs alone.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
import socket
import struct
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hotseat import harmless
from hotseat.front.seat_wire import VERSION, decode, encode
from hotseat.interview import commands as c
from hotseat.interview import disk
from hotseat.interview import events as e
from hotseat.interview.engine import Engine
from hotseat.interview.journal import JournalError, read
from hotseat.interview.scorecard import COMPETENCIES
from hotseat.interview.second_seat import LONGEST_NAME, called
from hotseat.interview.state import State
from hotseat.review.history import JOURNAL
from hotseat.review.peers import LONGEST_NOTE, WORDS, PeerScore, PeerScores, keep, peer_scores

log = logging.getLogger(__name__)

SOCKET = "seat.sock"
PLACE = "seat.path"
"""In the session's folder, where the socket lies elsewhere: its path."""
LONGEST_PATH = 100
"""Bytes of a socket's path; systems take 103 to 107."""
LONGEST_LINE = 100_000
"""Bytes that may be sent in a line by the seat."""
GREETING_SECONDS = 5.0
FLUSH_SECONDS = 3.0
"""How long is waited until the journal holds what had happened before somebody came."""
LOOK_SECONDS = 0.5
"""Between two looks whether the session is closed."""
MOST_WAITING = 20_000
"""Records that wait for a seat that does not read; one that falls further behind loses it."""


class NoSeat(Exception):
    """There can be no second seat here; the message says why."""


class SecondSeat:
    """Offers the seat until it is closed."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        """``folder`` is the session's own; it lies in the folder of all sessions."""
        self._engine, self._folder = engine, folder
        self._server: asyncio.Server | None = None
        self._path = Path()
        self._socket = 0
        """The inode of our socket: the next seat of the session, in its place, is none of ours."""
        self._elsewhere: Path | None = None
        """The folder made for the socket, where the session's path is too long for one."""
        self._taken_by = ""
        self._tasks: set[asyncio.Task[None]] = set()
        self._lines: set[_Line] = set()
        """The connections of those who have the seat."""
        self._looking: asyncio.Task[None] | None = None

    async def open(self) -> Path:
        """Offer the seat; returns the socket's path. Raises :class:`NoSeat`."""
        start = getattr(asyncio, "start_unix_server", None)
        if start is None:
            raise NoSeat("This system has no Unix sockets, so there can be no second seat here.")
        try:
            self._path = await asyncio.to_thread(self._place)
            self._server = await start(self._come, path=str(self._path), limit=LONGEST_LINE)
            self._path.chmod(0o600)
            self._socket = self._path.stat().st_ino
        except OSError as fault:
            await self.close()
            raise NoSeat(f"There can be no second seat: {fault.strerror or fault}.") from None
        self._looking = asyncio.ensure_future(self._until_closed())
        return self._path

    async def _until_closed(self) -> None:
        """Once the session is closed nobody can take the seat any more; who sits in it may still mark."""
        while not self._engine.closed:  # noqa: ASYNC110 - an engine tells nobody that it is closed
            await asyncio.sleep(LOOK_SECONDS)
        self._looking = None
        if self._server is not None:
            self._server.close()
        await asyncio.to_thread(self._clear)
        for line in tuple(self._lines):
            with contextlib.suppress(OSError):
                await line.send(over=True)

    def _place(self) -> Path:
        path = self._folder / SOCKET
        if len(os.fsencode(path)) > LONGEST_PATH:
            self._elsewhere = Path(tempfile.mkdtemp(prefix="hotseat-seat-", dir=_short()))
            path = self._elsewhere / SOCKET
            disk.put(self._folder / PLACE, os.fsencode(path), lasting=False)
        path.unlink(missing_ok=True)
        return path

    async def close(self) -> None:
        """Take the seat away; who sits in it is told."""
        if self._looking is not None:
            self._looking.cancel()
        if self._server is not None:
            self._server.close()
        for task in tuple(self._tasks):
            task.cancel()
        if self._tasks:
            await asyncio.wait(tuple(self._tasks), timeout=2)
        await asyncio.to_thread(self._clear)

    def _clear(self) -> None:
        with contextlib.suppress(OSError):
            if self._path.stat().st_ino == self._socket:
                self._path.unlink()
        if self._elsewhere is not None:
            with contextlib.suppress(OSError):
                if (self._folder / PLACE).read_bytes() == os.fsencode(self._path):
                    (self._folder / PLACE).unlink()
            shutil.rmtree(self._elsewhere, ignore_errors=True)

    async def _come(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._receive(_Line(reader, writer))
        except (OSError, asyncio.CancelledError, asyncio.IncompleteReadError, ValueError):
            pass  # gone, or taken away; a line that is too long is a ValueError
        except Exception:
            log.exception("second seat")
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _receive(self, line: _Line) -> None:
        if not line.own:
            await line.send(refused="The second seat is for the person whose session this is.")
            return
        greeting = await asyncio.wait_for(line.next(), GREETING_SECONDS) or {}
        if greeting.get("seat") != VERSION:
            await line.send(refused="Both sides must run the same version of Hotseat.")
            return
        if self._taken_by:
            await line.send(refused=f"The second seat is taken by {self._taken_by}.")
            return
        name = called(str(greeting.get("name", ""))[: LONGEST_NAME * 4])
        self._taken_by = name
        self._lines.add(line)
        try:
            await _Sitter(self._engine, self._folder, line, name).sit()
        finally:
            self._taken_by = ""
            self._lines.discard(line)


class _Line:
    """One connection: JSON objects, a line each."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._sending = asyncio.Lock()
        self.own = _same_person(writer.get_extra_info("socket"))

    async def next(self) -> Mapping[str, Any] | None:
        """What comes next; None at the end, an empty one for what is no object. Raises ValueError for a line too long."""
        line = await self._reader.readline()
        if not line:
            return None
        return decode(line) or {}

    async def send(self, **what: Any) -> None:
        async with self._sending:
            self._writer.write(encode(what))
            await self._writer.drain()


class _Sitter:
    """Who sits in the seat: gets what happens, and is heard."""

    def __init__(self, engine: Engine, folder: Path, line: _Line, name: str) -> None:
        self._engine, self._folder, self._line, self._name = engine, folder, line, name
        self._coming: asyncio.Queue[dict[str, Any]] = asyncio.Queue(MOST_WAITING)
        self._behind = False
        known = (p for p in peer_scores(folder.parent, folder.name) if p.name == name)
        self._marks = next(known, PeerScores(name, ""))

    async def sit(self) -> None:
        stop = self._engine.listen(self._happened)
        tasks: tuple[asyncio.Future[None], ...] = ()
        try:
            came = self._engine.state.seq
            await self._engine.do(c.TakeSeat(self._name))
            told = {"competencies": dict(COMPETENCIES), "scores": list(WORDS), "from": max(came, 1)}
            await self._line.send(welcome=self._name, session=self._folder.name, **told)
            tasks = asyncio.ensure_future(self._tell()), asyncio.ensure_future(self._hear())
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            with contextlib.suppress(OSError, TimeoutError):
                await asyncio.wait_for(self._line.send(closed="The session was closed."), 1)
            raise
        finally:
            stop()
            for task in tasks:
                task.cancel()
            # What a line that has gone raised in them is taken note of here; it is told to nobody.
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._engine.do(c.LeaveSeat(self._name))

    def _happened(self, state: State, records: Sequence[e.Recorded]) -> None:
        for recorded in records:
            try:
                self._coming.put_nowait(e.to_record(recorded))
            except asyncio.QueueFull:
                self._behind = True

    async def _tell(self) -> None:
        """Send all that happened before, and then what happens."""
        last = 0
        for record in await self._before(self._engine.state.seq):
            await self._line.send(record=record)
            last = int(record["seq"])
        while not self._behind:
            record = await self._coming.get()
            if record["seq"] > last:
                await self._line.send(record=record)
        await self._line.send(closed="You fell too far behind to be told everything. Take the seat again.")

    async def _before(self, seq: int) -> Sequence[dict[str, Any]]:
        """The journal's records, once the one numbered ``seq`` is among them: what streams is written a moment later."""
        until = asyncio.get_running_loop().time() + FLUSH_SECONDS
        while True:
            try:
                records = (await asyncio.to_thread(read, self._folder / JOURNAL)).records
            except JournalError as fault:
                log.warning("second seat: %s", fault)
                records = ()
            if (records and int(records[-1]["seq"]) >= seq) or asyncio.get_running_loop().time() > until:
                return records
            await asyncio.sleep(0.1)

    async def _hear(self) -> None:
        while (said := await self._line.next()) is not None:
            if isinstance(text := said.get("say"), str):
                refusal = await self._engine.do(c.SeatSays(self._name, text))
                await (self._line.send(refused=refusal.sentence) if refusal else self._line.send(said=True))
            elif "mark" in said:
                await self._mark(said)
            else:
                await self._line.send(refused="That is not understood here.")

    async def _mark(self, said: Mapping[str, Any]) -> None:
        about, word = str(said["mark"]), str(said.get("score", ""))
        note = harmless.plain(str(said.get("note", ""))).strip()[:LONGEST_NOTE]
        if about not in ("overall", *COMPETENCIES) or word not in (*WORDS, ""):
            await self._line.send(refused=f"A mark is one of {', '.join(WORDS)}, of the whole or of a competency.")
            return
        old = self._marks
        if about == "overall":
            new = PeerScores(old.name, _today(), old.scores, word, note)
        else:
            new = PeerScores(old.name, _today(), {**old.scores, about: PeerScore(word, note)}, old.word, old.note)
        try:
            await asyncio.to_thread(keep, self._folder.parent, self._folder.name, new)
        except OSError as fault:
            await self._line.send(refused=f"The mark cannot be kept: {fault.strerror or fault}.")
            return
        self._marks = new
        await self._line.send(marked=about, score=word, note=note)


def find_socket(folder: Path) -> Path | None:
    """The socket of a session's second seat, where one is offered."""
    place = folder / PLACE
    try:
        path = Path(os.fsdecode(place.read_bytes()[:4096])) if place.exists() else folder / SOCKET
    except OSError:
        return None
    return path if path.is_socket() else None


def _today() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d}"


def _short() -> str | None:
    """A folder for temporary files whose path is short."""
    return None if len(os.fsencode(tempfile.gettempdir())) < 60 else "/tmp"


def _same_person(sock: Any) -> bool:
    """Whether who has connected runs as this person; where the system does not tell, the socket's folder has seen to it."""
    option = getattr(socket, "SO_PEERCRED", None)
    who: Callable[[], int] | None = getattr(os, "getuid", None)
    if option is None or who is None or sock is None:
        return True
    _, user, _ = struct.unpack("3i", sock.getsockopt(socket.SOL_SOCKET, option, struct.calcsize("3i")))
    return user == who()
