"""One run of a cell: from its code to the way it ended."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, Literal, cast

from hotseat import harmless
from hotseat.kernels import messages
from hotseat.kernels.connection import Content, Reply, all_of, first
from hotseat.kernels.endings import Died, Ending, EndMissed, Failed, Finished, Interrupted, TimedOut
from hotseat.kernels.lives import AnyLife
from hotseat.kernels.outputs import Output

AskInput = Callable[[str, bool], Awaitable[str | None]]
"""Gets the prompt of an ``input()`` and whether it is a password; gives the line, or None to interrupt the cell."""

GRACE = 2.0
"""Seconds that a cell has to end after an interrupt, before its kernel is ended."""
LOOK = 0.5
"""Seconds between two looks at whether a cell's end was lost."""
HALF = 0.4
"""Seconds for which only half of a cell's end has come and nothing else, before the kernel is asked for the rest."""
EARLY = 0.1
"""Seconds before the reply from which on a cell's idle message is not taken to be its last one, for it may be forged."""
SILENCE = 3.0
"""Seconds for which a kernel's process may be suspended, before it is given up."""
ANSWER = 2.0
"""Seconds that a kernel has for a sign of life."""
LAST_WORDS = 0.05
"""Seconds for which output may still be on its way after a kernel has died."""


class Cell:
    """A cell that runs, in one life of a kernel."""

    def __init__(
        self, life: AnyLife, code: str, ask_input: AskInput | None, folder: Path | None, *, counted: bool = True
    ) -> None:
        """Nothing is sent yet. ``folder`` takes what it prints, where that is more than can be shown."""
        self._folder = folder
        self._life = life
        self._ask_input = ask_input
        content = {
            "code": code,
            "silent": False,
            "store_history": counted,
            "user_expressions": {},
            "allow_stdin": ask_input is not None,
            "stop_on_error": False,  # else what is sent after a failure is put aside without a word
        }
        self._request, self._message = life.connection.new_request("execute_request", content)
        self._begun = False
        self._interrupted = False
        self._flooded = False
        self._asking: asyncio.Task[None] | None = None
        self._interrupting: asyncio.Task[None] | None = None
        self._over = asyncio.Event()

    async def run(self, on_output: Callable[[Output], None], seconds: float | None) -> Ending:
        """Send the cell and wait until it has ended and all its output has been handed over."""
        connection = self._life.connection
        self._life.work(True)
        try:
            idle = connection.listener.expect(
                self._request, on_output, self._has_begun, self._prints_too_much, self._folder
            )
            replied = await connection.send("shell", self._message)
            ending = await self._to_its_end(replied, idle, seconds)
            await connection.listener.finish()
            return ending
        except asyncio.CancelledError:
            await self._life.process.interrupt()
            raise
        finally:
            self._life.work(False)
            self._over.set()
            if self._asking is not None:
                self._asking.cancel()

    async def over(self, seconds: float) -> None:
        """Wait until :meth:`run` is over, this long at the most."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._over.wait(), seconds)

    async def interrupt(self) -> None:
        """Interrupt the cell. Before it has begun the kernel would ignore the signal; so it is sent when it does."""
        self._interrupted = True
        if self._begun:
            await self._life.process.interrupt()

    def asked(self, request: str, content: Content) -> None:
        """The code of this request calls ``input()``."""
        if request != self._request or self._ask_input is None:
            return
        prompt = content.get("prompt")
        asked = harmless.plain(prompt)[:2000] if isinstance(prompt, str) else ""
        if self._asking is not None:
            self._asking.cancel()
        self._asking = asyncio.create_task(self._answer(self._ask_input, asked, content.get("password") is True))

    async def _answer(self, ask_input: AskInput, prompt: str, password: bool) -> None:
        try:
            line = await ask_input(prompt, password)
        except Exception as fault:
            asyncio.get_running_loop().call_exception_handler({"message": "No line was read.", "exception": fault})
            line = None
        if line is None:
            await self.interrupt()
        else:
            await self._life.connection.tell(line)

    def _has_begun(self) -> None:
        self._begun = True
        if self._interrupted:
            self._interrupting = asyncio.create_task(self._life.process.interrupt())

    def _prints_too_much(self) -> None:
        self._flooded = True
        self._interrupting = asyncio.create_task(self.interrupt())

    async def _to_its_end(self, replied: Reply, idle: asyncio.Future[None], seconds: float | None) -> Ending:
        """Wait for the reply *and* for idleness, whichever comes last; for the kernel's death; or for the deadline."""
        life = self._life
        deadline = None if seconds is None else time.monotonic() + seconds
        signs = _Signs(life, self._message, replied, idle)
        early: float | None = None
        while not (replied.done() and idle.done()):
            if idle.done() and early is None:
                early = time.monotonic()
            left = LOOK if deadline is None else min(LOOK, deadline - time.monotonic())
            await first(life.death, *(w for w in (replied, idle) if not w.done()), seconds=max(left, 0))
            if life.death.done():
                return await self._lost()
            if seconds is not None and deadline is not None and time.monotonic() >= deadline:
                return await self._overdue(replied, idle, seconds)
            match await signs.read():
                case "running":
                    pass
                case "over":
                    break
                case "silent":
                    await life.kill(Died("silent"))
                    await first(life.death, seconds=GRACE)
                    return await self._lost()
        if (not replied.done() or replied.cancelled()) and life.connection.was_away_since(self._message):
            life.connection.missed_the_end()
            return EndMissed(self._begun)
        if not replied.done() or replied.cancelled():
            return (
                Interrupted() if self._interrupted else Failed(None, "NoReply", "The kernel did not say how it ended.")
            )
        if early is not None and time.monotonic() - early > EARLY:
            await life.connection.free(ANSWER)
        content = replied.result()
        if _asks_exit(content):
            life.cause = Died("exit")
            await first(life.death, seconds=GRACE)
            await life.kill(Died("exit"))
            await first(life.death, seconds=GRACE)
            return await self._lost()
        return _ending(content, self._interrupted, self._flooded)

    async def _lost(self) -> Ending:
        await asyncio.sleep(LAST_WORDS)
        await self._life.connection.listener.finish()
        return self._life.ended or self._life.cause or Died("ended")

    async def _overdue(self, replied: Reply, idle: asyncio.Future[None], seconds: float) -> Ending:
        life = self._life
        await self.interrupt()
        if await all_of(replied, idle, or_else=life.death, seconds=GRACE):
            return TimedOut(seconds)
        await life.kill(Died("silent"))
        await first(life.death, seconds=GRACE)
        await self._lost()
        return TimedOut(seconds, kernel_lost=True)


class _Signs:
    """Tells a cell that runs from one whose end was lost, and from a kernel that will not say anything any more.

    An interrupt that comes while the kernel words its reply costs the reply; a cell may close the kernel's channels, forge
    its own end, or suspend the process.
    """

    def __init__(self, life: AnyLife, message: Mapping[str, Any], replied: Reply, idle: asyncio.Future[None]) -> None:
        self._life, self._message, self._replied, self._idle = life, message, replied, idle
        self._half_since: float | None = None
        self._halted_since: float | None = None

    async def read(self) -> Literal["running", "over", "silent"]:
        """Looks into it after a while of silence only. ``silent``: the kernel should be given up."""
        connection, replied, idle = self._life.connection, self._replied, self._idle
        if not connection.up:
            self._half_since = None
            return "running"
        missed = await connection.may_have_missed(self._message)
        if self._life.ended is not None:
            return "running"  # which the next look at its death ends
        if missed and not replied.done() and not idle.done():
            free, heard = await connection.free(connection.answer)
            if not free and connection.up:
                connection.renew()
            return "over" if free and heard and not (replied.done() or idle.done()) else "running"
        found = await self._read()
        return "running" if found == "silent" and connection.elsewhere else found

    async def _read(self) -> Literal["running", "over", "silent"]:
        now, connection, replied, idle = time.monotonic(), self._life.connection, self._replied, self._idle
        if not replied.done() and not idle.done():
            halted = self._life.process.halted()
            self._halted_since = (self._halted_since or now) if halted else None
            return "silent" if self._halted_since and now - self._halted_since >= SILENCE else "running"
        self._half_since = self._half_since or now
        if now - max(self._half_since, connection.listener.last_heard) < HALF:
            return "running"
        free, heard = await connection.free(ANSWER)
        if replied.done() and idle.done():
            return "running"
        if free and (heard or idle.done()):
            return "over"
        if free:
            return "running" if connection.listener.last_heard > now else "silent"
        if replied.done():
            return "running"
        # The cell goes on after a forged end, or it has closed the shell: then a second thread cannot be reached either.
        if await connection.ask("control", "kernel_info_request", {}, ANSWER) is None:
            return "running"
        subshell = await connection.subshell()
        if subshell is None or await connection.ask("shell", "kernel_info_request", {}, ANSWER, subshell) is not None:
            return "running"
        return "running" if replied.done() else "silent"


def _asks_exit(content: Content) -> bool:
    payload = content.get("payload")
    items = cast("list[object]", payload) if isinstance(payload, list) else []
    wishes = [cast("dict[str, object]", item) for item in items if isinstance(item, dict)]
    return any(w.get("source") == "ask_exit" and not w.get("keepkernel") for w in wishes)


def _ending(content: Content, interrupted: bool, flooded: bool) -> Ending:
    """How the cell ended, by the kernel's reply."""
    number = content.get("execution_count")
    count = number if isinstance(number, int) else None
    if content.get("status") == "ok":
        return Finished(count)
    if content.get("status") != "error":
        return Failed(count, "Aborted", "The kernel put this cell aside without running it. Run it again.")
    name, message = messages.error_of(content)
    if name == "KeyboardInterrupt" and interrupted:
        return Interrupted("output" if flooded else "")
    return Failed(count, name, harmless.line(message, 500))
