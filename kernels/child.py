"""The trusted end of a conversation with one sandboxed process: messages with a deadline, and its end in words.

What arrives is not believed: a message is decoded into plain scalars and bytes, its size is bounded, and whoever asked
holds the answer against what was asked.
"""

from __future__ import annotations

import asyncio
import os
import signal
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hotseat.kernels.channel import ANSWER, CUT_OFF, Message, framed
from hotseat.kernels.plaindata import NotPlain, decode

TOGETHER = 1 << 16
"""Bytes of messages that are written at once: a write apiece costs more than what it carries."""


@dataclass(frozen=True)
class Ending:
    """How a sandboxed process ended."""

    code: int | None = None
    """Its exit code, or the negative number of the signal that ended it; None where it is not known."""
    killed: bool = False
    """It was ended on request."""
    full: bool = False
    """It was ended because it filled its scratch folder."""
    over: str = ""
    """It was ended because it used too much of this: ``processes`` or ``memory``."""
    starved: bool = False
    """The machine ended it for want of memory."""
    refused: str = ""
    """Why it could not be started at all."""

    @property
    def machine(self) -> bool:
        """Whether the machine is at fault, not the code that ran."""
        return bool(self.refused) or self.starved

    def sentence(self) -> str:
        """What happened, for a person."""
        if self.refused:
            return f"The sandbox could not be started: {self.refused}."
        if self.starved:
            return "The machine ran out of memory and ended the process."
        if self.full:
            return "The code wrote more files than it may, and was ended."
        if self.over:
            return f"The code and the processes it started used more {self.over} than they may, and were ended."
        if self.code is None:
            return "The process ended."
        if self.code == CUT_OFF:
            return (
                "The process lost its line to the judge and ended before it had answered, as happens where code closes or "
                "writes to files that it has not opened."
            )
        if self.code >= 0:
            return f"The process exited by itself with code {self.code} before it had answered."
        if self.code == -getattr(signal, "SIGXCPU", 0):
            return "The code used up its time on the processor."
        try:
            name = signal.Signals(-self.code).name
        except ValueError:
            name = f"signal {-self.code}"
        if name in ("SIGSEGV", "SIGBUS", "SIGABRT", "SIGFPE", "SIGILL"):
            return f"The interpreter crashed ({name}) before it had answered."
        return f"The process was ended by {name} before it had answered."


class ChildEnded(Exception):
    """The process ended before it answered."""

    def __init__(self, ending: Ending) -> None:
        super().__init__(ending.sentence())
        self.ending = ending


class DeadlineReached(Exception):
    """The process did not answer in time. Nothing it says later may be believed; end it."""


class Garbled(Exception):
    """The process sent something that is no message. End it."""


class Child:
    """One sandboxed process. End it with :meth:`kill`, which may be called any number of times."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        output: int,
        kill: Callable[[], None],
        ended: asyncio.Future[Ending],
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._output: int | None = output
        self._kill = kill
        self._ended = ended
        self._alive = True

    @property
    def alive(self) -> bool:
        """Whether it has neither ended nor been told to."""
        return self._alive and not self._ended.done()

    async def send(self, *messages: Message) -> None:
        """Sends messages, together as far as they are small. Raises ChildEnded, and TooLarge."""
        try:
            waiting = b""
            for message in messages:
                waiting += framed(message)
                if len(waiting) >= TOGETHER:
                    self._writer.write(waiting)
                    waiting = b""
                    await self._writer.drain()
            self._writer.write(waiting)
            await self._writer.drain()
        except (ConnectionError, OSError, RuntimeError):
            raise ChildEnded(await self.ending()) from None

    async def receive(self, deadline: float) -> Message:
        """The next message. Raises DeadlineReached at the event loop's time ``deadline``, ChildEnded, Garbled."""
        try:
            async with asyncio.timeout_at(deadline):
                size = struct.unpack(">I", await self._reader.readexactly(4))[0]
                if size > ANSWER.size:
                    raise Garbled("a message larger than any may be")
                body = await self._reader.readexactly(size)
        except TimeoutError:
            raise DeadlineReached from None
        except (asyncio.IncompleteReadError, ConnectionError, OSError):
            raise ChildEnded(await self.ending()) from None
        try:
            found: Any = decode(body, ANSWER, libraries=False)
        except NotPlain as error:
            raise Garbled(str(error)) from None
        if type(found) is not dict:
            raise Garbled("a message that is no dictionary")
        return found

    async def ask(self, message: Message, deadline: float) -> Message:
        """Sends a message and returns the next one. Raises as :meth:`send` and :meth:`receive` do."""
        await self.send(message)
        return await self.receive(deadline)

    async def ending(self, within: float = 2.0) -> Ending:
        """How the process ended; one that has closed its channel and lives on is killed after ``within`` seconds."""
        try:
            return await asyncio.wait_for(asyncio.shield(self._ended), within)
        except TimeoutError:
            self.kill()
            return Ending()

    def output(self, limit: int = 1 << 16) -> bytes:
        """What the process and its libraries wrote to their standard descriptors so far, at most ``limit`` bytes."""
        if self._output is None:
            return b""
        return os.pread(self._output, limit, 0) if hasattr(os, "pread") else _read_from_start(self._output, limit)

    def kill(self) -> None:
        """Ends the process with all that it started, and closes the conversation."""
        if not self._alive:
            return
        self._alive = False
        self._kill()
        self._writer.close()
        if self._output is not None:
            os.close(self._output)
            self._output = None


def _read_from_start(fd: int, limit: int) -> bytes:
    os.lseek(fd, 0, os.SEEK_SET)
    return os.read(fd, limit)
