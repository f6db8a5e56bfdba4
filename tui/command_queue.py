"""Commands on their way to the engine, one after the other in the order in which the person gave them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hotseat.interview.commands import Command, Edit, Refusal, Tick

if TYPE_CHECKING:
    from hotseat.interview.engine import Engine

log = logging.getLogger(__name__)

Answered = Callable[[Command, Refusal | None], None]
Failed = Callable[[Command, Exception], None]


@dataclass(frozen=True)
class _Asked:
    command: Command
    question: str | None
    """The question it was meant for; it is dropped when another one is open by then."""


class CommandQueue:
    """Takes commands at once and carries them out in turn."""

    def __init__(self, engine: Engine, answered: Answered, failed: Failed) -> None:
        self._engine = engine
        self._answered = answered
        self._failed = failed
        self._waiting: asyncio.Queue[_Asked | Callable[[], object]] = asyncio.Queue()
        self._ticking = False
        self._running: asyncio.Task[None] | None = None
        """What carries out :meth:`run`."""
        self._current: asyncio.Task[None] | None = None
        """The command that is being carried out, or was last; it goes on to its end whoever is cancelled meanwhile."""

    def put(self, command: Command, question: str | None = None) -> None:
        """Carry this out after what was asked before; with ``question``, only while that one is open."""
        self._waiting.put_nowait(_Asked(command, question))

    def then(self, step: Callable[[], object]) -> None:
        """Take a step once all that was asked before is done, so that it sees what came of it; left out once the queue drains."""
        self._waiting.put_nowait(step)

    def tick(self, typing: bool = False) -> None:
        """Let time pass, unless the last tick still waits; ``typing``: a message is half typed."""
        if not self._ticking:
            self._ticking = True
            self.put(Tick(typing))

    async def run(self) -> None:
        """Carry out what comes, until cancelled; the command that is being carried out then is finished all the same."""
        self._running = asyncio.current_task()
        while True:
            asked = await self._waiting.get()
            if isinstance(asked, _Asked):
                self._current = asyncio.create_task(self._one(asked))
                await asyncio.shield(self._current)
            else:
                asked()
                self._waiting.task_done()

    async def _one(self, asked: _Asked) -> None:
        try:
            if asked.question is None or asked.question == self._engine.state.current:
                self._answered(asked.command, await self._engine.do(asked.command))
            elif not isinstance(asked.command, Edit):
                self._answered(asked.command, Refusal("That question is closed; nothing was done."))
        except Exception as fault:
            log.exception("%s", type(asked.command).__name__)
            self._failed(asked.command, fault)
        finally:
            if isinstance(asked.command, Tick):
                self._ticking = False
            self._waiting.task_done()

    async def join(self) -> None:
        """Wait until all that was asked is done; :meth:`run` must be under way."""
        await self._waiting.join()

    async def drain(self) -> None:
        """End :meth:`run`, and carry out all that still waits, after what is being carried out; nothing that was put is lost."""
        if self._running is not None:
            self._running.cancel()
        if self._current is not None:
            await asyncio.wait({self._current})
        while not self._waiting.empty():
            asked = self._waiting.get_nowait()
            if isinstance(asked, _Asked):
                await self._one(asked)
            else:
                self._waiting.task_done()
