"""One life of a kernel on a server: from its start there until it is shut down, or lost."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import re
import time
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from hotseat import harmless
from hotseat.kernels.choice import KernelUnavailable
from hotseat.kernels.connection import all_of, first
from hotseat.kernels.endings import Died
from hotseat.kernels.life import Listeners, Settings, make_at_home
from hotseat.kernels.lives import Cause
from hotseat.kernels.remote.address import Server
from hotseat.kernels.remote.api import Api, ServerTrouble, Specs
from hotseat.kernels.remote.connection import RemoteConnection

T = TypeVar("T")
START = 120.0
"""Seconds that a kernel elsewhere has to start: a cluster may have to find a place for it first."""
PATIENCE = 8.0
"""Seconds for which the channels of a kernel that was started may fail to open."""
PARTING = 8.0
"""Seconds that a server has to shut a kernel down, when we leave it."""
_SECRET = re.compile(r"TOKEN|SECRET|PASSW|CREDENTIAL|_KEY$", re.IGNORECASE)
log = logging.getLogger(__name__)


class RemoteProcess:
    """The kernel's process, as far as its server lets us do anything with it."""

    def __init__(self, life: RemoteLife) -> None:
        self._life = life

    def halted(self) -> bool:
        """Nothing can be seen of that from here."""
        return False

    async def interrupt(self) -> None:
        """Interrupt what it runs."""
        await self._life.interrupt()

    async def kill(self) -> None:
        """Let the server end it."""
        await self._life.crash()


class RemoteLife:
    """A kernel on a server, the connection to it, and why it ended."""

    def __init__(self, server: Server, settings: Settings, listeners: Listeners) -> None:
        """Nothing is started yet. Of the settings only the name counts: it is a kernelspec of the server's."""
        self.server, self._settings, self._listeners = server, settings, listeners
        self.cause: Cause | None = None
        self.ended: Cause | None = None
        self.name = settings.name or ""
        """The kernelspec that runs, once it is known."""
        self._api: Api | None = None
        self._kernel = ""
        self._connection: RemoteConnection | None = None
        self._death: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._process = RemoteProcess(self)
        self._asking: asyncio.Task[str] | None = None
        """The server is being asked for a kernel, and may have started one already."""
        self._in_trouble = 0.0
        """Since when the channels of a kernel that starts cannot be opened; 0 where they can."""

    @property
    def process(self) -> RemoteProcess:
        return self._process

    @property
    def connection(self) -> RemoteConnection:
        assert self._connection is not None
        return self._connection

    @property
    def death(self) -> asyncio.Future[None]:
        return self._death

    def work(self, on: bool) -> None:
        """Nothing is watched more closely meanwhile: its memory cannot be seen from here."""

    async def work_in(self, folder: Path) -> None:
        """Cells stay in the folder that the server gives its kernels: it does not have ours."""

    async def begin(self, within: float, after: str = "") -> None:
        """Start the kernel, or the one with the id ``after`` afresh; returns once it answers. Raises KernelUnavailable."""
        deadline = time.monotonic() + max(within, START)
        try:
            self._api = Api(self.server, await asyncio.to_thread(self.server.token))
            await self._started(after, deadline)
            await self._connect(deadline)
        except ServerTrouble as fault:
            await self.end()
            raise KernelUnavailable(fault.sentence, fault.remedy) from None
        except BaseException:
            await self.end()
            raise

    async def interrupt(self) -> None:
        """Interrupt the cell that runs; nothing where the server cannot be reached."""
        if self._api is not None and self._kernel and self.ended is None:
            async with self.connection.calm:
                with contextlib.suppress(ServerTrouble):
                    await self._api.interrupt(self._kernel)

    async def crash(self) -> None:
        """Let the server end the kernel, as if something had killed it."""
        kernel, self._kernel = self._kernel, ""
        if self._api is not None and kernel and self.ended is None:
            with contextlib.suppress(ServerTrouble):
                await self._api.end(kernel, PARTING)
            self._lost(self.cause or Died("signal", -9))

    async def kill(self, cause: Cause) -> None:
        """The kernel counts for nothing from now on; it is shut down by :meth:`end`, or handed over."""
        if self.ended is None:
            self.cause = self.cause or cause
            self._lost(self.cause)

    def hand_over(self) -> str:
        """The kernel's id, for a life that begins it afresh."""
        kernel, self._kernel = self._kernel, ""
        return kernel

    async def end(self) -> None:
        """Shut the kernel down, where it is still ours and can be reached; within some 8 s."""
        self.ended = self.ended or self.cause or Died("stopped")
        if not self._death.done():
            self._death.set_result(None)
        if self._asking is not None and not self._kernel:
            await asyncio.wait([self._asking], timeout=PARTING)
            if self._asking.done() and not self._asking.cancelled() and self._asking.exception() is None:
                self._kernel = self._asking.result()
            self._asking.cancel()
        kernel, self._kernel = self._kernel, ""
        if self._connection is not None:
            self._connection.over()
        if self._api is not None and kernel:
            try:
                await self._api.end(kernel, PARTING)
            except ServerTrouble as fault:
                if fault.status != 404:
                    log.warning("The kernel %s stays on its server: %s", kernel, fault)
                    self._kernel = kernel  # the next life may still take it

    async def clean(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            await self._connection.close()

    async def _started(self, after: str, deadline: float) -> None:
        """See to it that there is a fresh kernel."""
        assert self._api is not None
        self._kernel = after
        specs = await self._unless_stopped(self._api.specs())
        self.name = chosen(specs, self._settings.name, self.server.url)
        left = max(deadline - time.monotonic(), 1.0)
        if after:
            with contextlib.suppress(ServerTrouble):
                # A cell that runs may keep the kernel from hearing that it shall end; one that starts would die of it.
                if await self._unless_stopped(self._api.look(after)) == "busy":
                    await self._unless_stopped(self._api.interrupt(after))
            try:
                await self._unless_stopped(self._api.restart(after, left))
                return
            except ServerTrouble as fault:
                if fault.status not in (404, 405, 500):
                    raise
                await self._let_go(after, fault.status)
        self._asking = asyncio.create_task(self._api.start(self.name, gateway_environment(), left))
        await first(self._asking, self._death)
        if not self._asking.done():
            raise KernelUnavailable("The kernel was stopped while it started.", "Start it again.")
        asked, self._asking = self._asking, None
        self._kernel = asked.result()

    async def _let_go(self, kernel: str, status: int) -> None:
        """Shut down a kernel that its server could not begin afresh, where it still has it: another one takes its place."""
        assert self._api is not None
        if status != 404:
            with contextlib.suppress(ServerTrouble):
                await self._unless_stopped(self._api.end(kernel, PARTING))
        self._kernel = ""

    async def _connect(self, deadline: float) -> None:
        """Wait until the kernel answers on its shell, and is heard."""
        assert self._api is not None
        self._connection = connection = RemoteConnection(
            self._api,
            self._kernel,
            self._listeners.background,
            self._listeners.asked,
            lambda since, trouble: self._listeners.away(since, trouble and trouble.sentence),
            self._lost,
        )
        heard = asyncio.ensure_future(connection.listener.heard.wait())
        try:
            ready = False
            while not ready:
                if not await connection.until_up(0.5):
                    self._still_coming(deadline)
                    continue
                _, message = connection.new_request("kernel_info_request", {})
                replied = await connection.send("shell", message)
                ready = await all_of(replied, heard, or_else=self._death, seconds=0.5)
                if not ready:
                    self._still_coming(deadline)
        finally:
            heard.cancel()
        await make_at_home(connection, ours=False)

    def _still_coming(self, deadline: float) -> None:
        """Raise KernelUnavailable where the kernel will not come any more."""
        trouble = self.connection.trouble
        if self.ended is not None:
            if trouble is not None:
                raise KernelUnavailable(trouble.sentence, trouble.remedy)
            if self.ended == Died("stopped"):
                raise KernelUnavailable("The kernel was stopped while it started.", "Start it again.")
            raise KernelUnavailable("The kernel ended while it started.", f"The log of {self.server.url} says why.")
        self._in_trouble = (self._in_trouble or time.monotonic()) if trouble is not None else 0.0
        if trouble is not None and time.monotonic() - self._in_trouble > PATIENCE:
            raise KernelUnavailable(trouble.sentence, trouble.remedy)
        if time.monotonic() >= deadline:
            raise KernelUnavailable(
                f"The kernel on {self.server.url} did not answer in time.", "Try again; the server's log says more."
            )

    async def _unless_stopped(self, asked: Coroutine[Any, Any, T]) -> T:
        """What the server answers; raises KernelUnavailable where the kernel is to be stopped meanwhile."""
        asking = asyncio.ensure_future(asked)
        try:
            await first(asking, self._death)
            if not asking.done():
                raise KernelUnavailable("The kernel was stopped while it started.", "Start it again.")
            return asking.result()
        finally:
            asking.cancel()

    def _lost(self, cause: Cause) -> None:
        if self.ended is not None:
            return
        self.ended = self.cause or cause
        if self._connection is not None:
            self._connection.over()
        if not self._death.done():
            self._death.set_result(None)
        self._listeners.died(self)


def chosen(specs: Specs, name: str | None, url: str) -> str:
    """The kernelspec that is meant. Raises KernelUnavailable."""
    there = harmless.line(", ".join(sorted(specs.python)), 300)
    remedy = f"Choose one of these: {there}." if there else "Install ipykernel there."
    wanted = name or specs.default
    if not name and wanted not in specs.python and specs.python:
        wanted = sorted(specs.python)[0]
    told = harmless.line(wanted, 60)
    if wanted.startswith("py:"):
        raise KernelUnavailable(f"{told} names a Python on this machine, and cells are to run on {url}.", remedy)
    if wanted in specs.other:
        raise KernelUnavailable(
            f"The kernel {told} on {url} runs {specs.other[wanted]}, and the cells here are Python.", remedy
        )
    if wanted not in specs.python:
        raise KernelUnavailable(f"No Python kernel on {url} is called {told or 'anything'}.", remedy)
    return wanted


def gateway_environment() -> dict[str, str]:
    """What gateways are told about a kernel that is wanted, by a convention of theirs: ``KERNEL_...`` variables."""
    return {k: v for k, v in os.environ.items() if k.startswith("KERNEL_") and not _SECRET.search(k)}
