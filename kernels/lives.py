"""What one life of a kernel offers, wherever it runs: on this machine, or on a server."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Protocol

from hotseat.kernels.connection import Exchange
from hotseat.kernels.endings import Died, KilledForMemory

Cause = Died | KilledForMemory


class AnyProcess(Protocol):
    """The process that runs the cells."""

    def halted(self) -> bool:
        """Whether it was suspended with a signal, where that can be seen."""
        ...

    async def interrupt(self) -> None:
        """Interrupt what it runs, as Ctrl-C would."""
        ...

    async def kill(self) -> None:
        """Tell it to end at once; does not wait."""
        ...


class AnyLife(Protocol):
    """From the launch of a kernel until nothing of it is left."""

    cause: Cause | None
    """Why it will be dead in a moment, where we know it before it has ended."""
    ended: Cause | None
    """Why it is dead; None while it lives."""

    @property
    def process(self) -> AnyProcess: ...

    @property
    def connection(self) -> Exchange: ...

    @property
    def death(self) -> asyncio.Future[None]:
        """Done once it has ended and :attr:`ended` is set."""
        ...

    def work(self, on: bool) -> None:
        """Say that a cell runs, or none any more."""
        ...

    async def work_in(self, folder: Path) -> None:
        """Let cells work in this folder, where the kernel has it."""
        ...

    async def kill(self, cause: Cause) -> None:
        """Tell it to end at once, for this reason; does not wait."""
        ...

    async def end(self) -> None:
        """End it with all that descends from it. The wires stay, for what was said last."""
        ...

    async def clean(self) -> None:
        """Close the wires and remove the files; call after :meth:`end`."""
        ...

    def hand_over(self) -> str:
        """What the next life can begin with, which this one ends no more; empty where there is nothing of that kind."""
        ...
