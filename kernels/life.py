"""One life of a kernel: from the launch of its process until nothing of it is left."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from hotseat import harmless
from hotseat.kernels import values
from hotseat.kernels.ahead import Begun
from hotseat.kernels.choice import KernelUnavailable, Plan
from hotseat.kernels.connection import Connection, Content, Exchange, all_of, first
from hotseat.kernels.endings import Died, KilledForMemory, of_exit_code
from hotseat.kernels.forkserver import ForkServer
from hotseat.kernels.launch import launch
from hotseat.kernels.lives import AnyLife, Cause
from hotseat.kernels.oom import oom_kills
from hotseat.kernels.outputs import Output
from hotseat.kernels.process import Process

MEMORY_LOOK = 0.25
"""Seconds between two looks at the memory in use, while a cell runs or much of it is used."""
HELP = """
def _help():
    import sys
    if '' not in sys.path:
        sys.path.append('')
    import contextlib, zmq
    if hasattr(get_ipython(), '_tee'):
        get_ipython()._tee = lambda channel: contextlib.nullcontext()
    thread = get_ipython().kernel.iopub_thread
    thread.schedule(lambda: thread.socket.setsockopt(zmq.SNDHWM, 0))
try:
    _help()
except Exception:
    pass
del _help
"""
"""The first cell of a kernel that our launcher has not started. The person's own modules are found, last in the path so that
they cannot hide a library; where it is ipykernel no output is dropped, and no copy of what is printed grows in memory."""
IDLE_LOOK = 3.0
"""Seconds between two looks while nothing runs, as far as is known."""


@dataclass(frozen=True)
class Settings:
    """What stays the same across a kernel's restarts; the fields are those of :class:`hotseat.kernels.kernel.Kernel`."""

    cwd: Path
    log: Path
    runtime: Path | None
    name: str | None
    memory_megabytes: int | None


@dataclass(frozen=True)
class Listeners:
    """Who is told of what happens in a life."""

    background: Callable[[Output], None]
    asked: Callable[[str, Content], None]
    """Gets the request whose code asks for a line, and the question."""
    died: Callable[[AnyLife], None]
    away: Callable[[float | None, str | None], None]
    """Gets since when a kernel elsewhere cannot be reached, and why where that is known; None once it can be again."""


async def make_at_home(connection: Exchange, *, ours: bool) -> None:
    """Run what comes before the first cell of a kernel that answers; ``ours``: our launcher has started it."""
    if not ours:
        await connection.ask("shell", "execute_request", {"code": HELP, "silent": True}, 2.0)
    # Nobody waits for this one: it is done before the first cell, because requests are.
    content = {"code": values.code(), "silent": True, "store_history": False, "allow_stdin": False}
    _, message = connection.new_request("execute_request", content)
    (await connection.send("shell", message)).cancel()


class Life:
    """A kernel process, the wires to it, and why it ended."""

    def __init__(self, settings: Settings, listeners: Listeners) -> None:
        """Nothing is started yet."""
        self.settings, self._listeners = settings, listeners
        self.cause: Cause | None = None
        """Why the kernel will be dead in a moment, where we know it before its process has ended."""
        self.ended: Cause | None = None
        """Why the kernel is dead; None while it lives."""
        self._process: Process | None = None
        self._connection: Connection | None = None
        self._death: asyncio.Task[None] | None = None
        self._guard: asyncio.Task[None] | None = None
        self._tidying: asyncio.Task[None] | None = None
        self._unwanted = False
        self._plan: Plan | None = None
        self._oom_kills = oom_kills()
        self._at_work = asyncio.Event()

    @property
    def plan(self) -> Plan:
        """How it was started."""
        assert self._plan is not None
        return self._plan

    @property
    def process(self) -> Process:
        assert self._process is not None
        return self._process

    @property
    def connection(self) -> Connection:
        assert self._connection is not None
        return self._connection

    @property
    def death(self) -> asyncio.Task[None]:
        """Done once the process has ended and :attr:`ended` is set."""
        assert self._death is not None
        return self._death

    def work(self, on: bool) -> None:
        """Say that a cell runs, or none any more: memory is watched more closely meanwhile."""
        if on:
            self._at_work.set()
        else:
            self._at_work.clear()

    async def work_in(self, folder: Path) -> None:
        """Let cells work in this folder; bounded in time, and nothing where the kernel does not answer."""
        if folder != self.settings.cwd:
            self.settings = replace(self.settings, cwd=folder)
            code = f"__import__('os').chdir({str(folder)!r})"
            content = {"code": code, "silent": True, "store_history": False, "allow_stdin": False}
            await self.connection.ask("shell", "execute_request", content, 2.0)

    async def answers(self, seconds: float) -> bool:
        """Whether the kernel lives and answers within so many seconds."""
        if self.ended is not None:
            return False
        reply = await self.connection.ask("shell", "kernel_info_request", {}, seconds)
        return reply is not None and await self.process.poll() is None and self.cause is None

    async def begin(self, within: float, server: ForkServer | None = None, begun: Begun | None = None) -> None:
        """Start the process; returns once the kernel answers. Raises KernelUnavailable after that many seconds at most.

        With ``server`` it is forked there, or CannotFork is raised; ``begun`` is a process that was begun already.
        """
        deadline = time.monotonic() + within
        s = self.settings
        try:
            if begun is not None:
                self._process, plan = begun.process, begun.plan
            else:
                self._process, plan = await launch(
                    name=s.name,
                    memory_megabytes=s.memory_megabytes,
                    cwd=s.cwd,
                    log=s.log,
                    runtime=s.runtime,
                    server=server,
                )
            self._plan = plan
            self._death = asyncio.create_task(self._watch(), name="hotseat-kernel-death")
            await self._connect(plan, deadline, within)
        except BaseException:
            await self.end()
            raise
        if s.memory_megabytes and self.process.pid is not None:
            self._guard = asyncio.create_task(self._watch_memory(s.memory_megabytes), name="hotseat-kernel-memory")

    async def kill(self, cause: Cause) -> None:
        """Tell the process to end at once, for this reason; does not wait."""
        self._unwanted = True
        if self.ended is None and self.cause is None:
            self.cause = cause
        if self._process is not None:
            await self._process.kill()

    async def end(self) -> None:
        """End the process and all that descends from it; within about 3 s. The wires stay, for what was said last."""
        self._unwanted = True
        if self._guard is not None:
            self._guard.cancel()
        if self._process is not None:
            await self._process.end()
        if self._death is not None:
            await first(self._death, seconds=0.5)
            self._death.cancel()
        self.ended = self.ended or self.cause or Died("stopped")

    async def clean(self) -> None:
        """Close the wires and remove the files; call after :meth:`end`."""
        if self._connection is not None:
            await self._connection.close()
        if self._process is not None:
            await self._process.clean()

    def hand_over(self) -> str:
        """Nothing: a life on this machine ends with its process."""
        return ""

    async def _connect(self, plan: Plan, deadline: float, within: float) -> None:
        """Wait until the kernel answers on its shell, and is heard."""
        process = self.process
        while not process.bound():
            await self._still_coming(deadline, within)
            await process.until_bound(self.death, seconds=0.5)
        self._connection = connection = Connection(
            process.manager.get_connection_info(), self._listeners.background, self._listeners.asked
        )
        heard = asyncio.ensure_future(connection.listener.heard.wait())
        try:
            ready = False
            while not ready:
                await self._still_coming(deadline, within)
                _, message = connection.new_request("kernel_info_request", {})
                replied = await connection.send("shell", message)
                ready = await all_of(replied, heard, or_else=self.death, seconds=0.5)
        finally:
            heard.cancel()
        await make_at_home(connection, ours=bool(plan.python))

    async def _still_coming(self, deadline: float, within: float) -> None:
        """Raise KernelUnavailable where the kernel will not come any more."""
        if self._unwanted:
            raise KernelUnavailable("The kernel was stopped while it started.", "Start it again.")
        process, log = self.process, self.settings.log
        if await process.poll() is None and time.monotonic() < deadline:
            return
        said = await asyncio.to_thread(process.said)
        if process.exit_code is None:
            raise KernelUnavailable(
                f"The kernel did not answer within {within:g} s.", f"Try again; its log is {log}.", said
            )
        because = harmless.line(said.splitlines()[-1]) if said else f"exit code {process.exit_code}"
        raise KernelUnavailable(f"The kernel ended while it started: {because}.", f"Its log is {log}.", said)

    async def _watch(self) -> None:
        """Wait for the end of the process, and tell why it ended."""
        code = await self.process.death()
        cause = self.cause or of_exit_code(code)
        if cause == Died("signal", -9) and await asyncio.to_thread(oom_kills) > self._oom_kills:
            cause = KilledForMemory(0)
        if cause == Died("exit"):
            cause = Died("exit", code)
        self.ended = cause
        self._listeners.died(self)
        if code is not None and code < 0:  # the keeper itself may have been killed: its work is ours then
            self._tidying = asyncio.create_task(self.process.end())

    async def _watch_memory(self, megabytes: int) -> None:
        """End the kernel where it and its children use more than they may. Its own process is bounded by the system too."""
        most = int(megabytes * 1.25) * 1_000_000 + 256_000_000  # libraries and what is shared come on top
        process = self.process
        while await process.poll() is None:
            used = process.quick_memory()
            if used is None:
                used = await asyncio.to_thread(process.memory)
            if used > most and await asyncio.to_thread(process.shared_memory) > most:
                await self.kill(KilledForMemory(megabytes))
                return
            if self._at_work.is_set() or used > most / 2:
                await asyncio.sleep(MEMORY_LOOK)
            else:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._at_work.wait(), IDLE_LOOK)
