"""What stands ready for the next life of a kernel, so that a restart with the large libraries takes no time.

One spare kernel waits, and is made anew after each use. Where the system can fork safely a server holds the libraries, and
the spare is forked from it in a moment; so is a kernel that is wanted before the next spare is there. Elsewhere the spare
imports them itself. All of that happens while nothing else does, and only where the machine has memory to spare.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hotseat.kernels.choice import KernelUnavailable
from hotseat.kernels.forkserver import FORKS, CannotFork, ForkServer
from hotseat.kernels.launch import environment
from hotseat.kernels.life import Life, Listeners, Settings

LIBRARIES = (
    "numpy",
    "pandas",
    "sklearn",
    "sklearn.cluster",
    "sklearn.datasets",
    "sklearn.decomposition",
    "sklearn.ensemble",
    "sklearn.linear_model",
    "sklearn.metrics",
    "sklearn.model_selection",
    "sklearn.pipeline",
    "sklearn.preprocessing",
    "scipy.stats",
    "torch",
    "torch.optim",
    "torch.utils.data",
    "torch._dynamo",
    "threadpoolctl",
)
"""What cells of a data-science interview import. torch's first optimiser step would import ``torch._dynamo``, for seconds;
threadpoolctl gives a forked kernel its threads."""
SPARE_MEMORY = 3_000_000_000
"""Bytes of memory that must be free before anything is made ready."""
SIGN_OF_LIFE = 1.0
"""Seconds that a spare kernel has to answer before it is taken."""
IMPORTS = 120.0
"""Seconds that a spare kernel may take for its imports."""


class Reserve:
    """A spare kernel, forked from a server where that is safe."""

    def __init__(self, preload: Sequence[str], forks: bool = FORKS) -> None:
        """Nothing is made yet."""
        self._preload, self._forks = tuple(preload), forks
        self._server: ForkServer | None = None
        self._spare: Life | None = None
        self._endings: set[asyncio.Task[None]] = set()

    @property
    def server(self) -> ForkServer | None:
        """The server where it is ready."""
        return self._server if self._server is not None and self._server.loaded is not None else None

    async def make(self, settings: Settings, listeners: Listeners, like: Life) -> bool:
        """Make a kernel ready, such as ``like``; whether there is one then. Takes seconds where libraries are imported.

        Does nothing where there is no memory to spare, or the kernel's program is not one that can be prepared.
        """
        spare = self._spare
        if spare is not None and spare.ended is None:
            return True
        if spare is not None:
            self._spare = None
            await self.end(spare)
        if not self._preload or not like.plan.python or await asyncio.to_thread(_free_memory) < SPARE_MEMORY:
            return False
        if self._forks and self.server is None and not await self._start_server(settings, like):
            return False
        spare = Life(settings, listeners)
        try:
            await spare.begin(30.0, self.server)
            if not self._forks:
                code = "\n".join(f"try: __import__({name!r})\nexcept Exception: pass" for name in self._preload)
                request = {"code": code, "silent": True, "store_history": False, "allow_stdin": False}
                await spare.connection.ask("shell", "execute_request", request, IMPORTS)
        except (KernelUnavailable, CannotFork):
            await self.end(spare)
            return False
        except BaseException:
            await self.end(spare)
            raise
        self._spare = spare
        return True

    async def _start_server(self, settings: Settings, like: Life) -> bool:
        env = environment(os.environ, like.process.folder, "", own=like.plan.own, bounded=False)
        env.update(like.plan.spec.env)
        server = self._server = ForkServer(like.plan.python, env, self._preload, settings.log)
        return await server.start()

    async def take_spare(self, settings: Settings) -> Life | None:
        """The spare kernel, if there is one with these settings; it is not spare any more."""
        spare, self._spare = self._spare, None
        if spare is None:
            return None
        try:
            if replace(spare.settings, cwd=settings.cwd) == settings and await spare.answers(SIGN_OF_LIFE):
                await spare.work_in(settings.cwd)
                return spare
        except BaseException:
            await self.end(spare)
            raise
        await self.end(spare)
        return None

    async def end(self, life: Life) -> None:
        """Leave nothing of a life, also where whoever waits for that is cancelled; :meth:`close` waits for it then."""
        ending = asyncio.create_task(end(life), name="hotseat-kernel-end")
        self._endings.add(ending)
        ending.add_done_callback(self._endings.discard)
        await asyncio.shield(ending)

    async def close(self) -> None:
        """Give everything back; kernels that were forked end with the server."""
        spare, self._spare = self._spare, None
        if spare is not None:
            await self.end(spare)
        if self._endings:
            await asyncio.wait(self._endings)
        server, self._server = self._server, None
        if server is not None:
            server.close()
            await server.closed()


async def end(life: Life) -> None:
    """Leave nothing of a life."""
    await life.end()
    await life.clean()


def _free_memory() -> int:
    """Bytes that may still be used, by the machine and by the container that this process may be in."""
    import psutil

    free = int(psutil.virtual_memory().available)
    with contextlib.suppress(OSError, ValueError):
        most, used = (int(Path(f"/sys/fs/cgroup/memory.{what}").read_text()) for what in ("max", "current"))
        free = min(free, most - used)
    return free
