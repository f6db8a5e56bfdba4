"""The live kernel that cells run in: start, run, interrupt, restart, complete, inspect, stop.

Everything here is called in one event loop and never holds it up for long: imports, files and waiting lie in threads, and
the kernel's output is read by a thread of its own. jupyter_client is imported when a kernel starts, no sooner.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from hotseat import harmless
from hotseat.kernels import held, messages
from hotseat.kernels.ahead import Begun
from hotseat.kernels.cell import AskInput, Cell
from hotseat.kernels.choice import KernelUnavailable
from hotseat.kernels.connection import Content, first
from hotseat.kernels.endings import Died, Ending
from hotseat.kernels.forkserver import FORKS, CannotFork
from hotseat.kernels.life import Life, Listeners, Settings
from hotseat.kernels.lives import AnyLife, Cause
from hotseat.kernels.outputs import Notice, Output
from hotseat.kernels.reserve import Reserve, end

if TYPE_CHECKING:
    from hotseat.kernels.remote.address import Server

__all__ = ["AskInput", "Completion", "Kernel", "KernelUnavailable", "Status"]

Status = Literal["starting", "ready", "busy", "away", "dead", "stopped"]

LIBRARIES = ("numpy", "pandas", "sklearn", "scipy", "torch", "matplotlib", "IPython")
"""Names that a file in the person's folder should not have."""
QUIET = 1.5
"""Seconds after a kernel has begun before something is made ready for its restart."""


@dataclass(frozen=True)
class Completion:
    """What can stand in place of ``code[start:end]``."""

    matches: tuple[str, ...]
    start: int
    end: int


class Kernel:
    """One kernel, across its restarts."""

    def __init__(
        self,
        *,
        cwd: Path,
        log: Path,
        runtime: Path | None = None,
        name: str | None = None,
        memory_megabytes: int | None = None,
        preload: Sequence[str] = (),
        forks: bool = FORKS,
        whole_outputs: Path | None = None,
        on_status: Callable[[Status], None] | None = None,
        on_background: Callable[[Output], None] | None = None,
        begun: Begun | None = None,
        server: Server | None = None,
    ) -> None:
        """Nothing is started yet, but the process where it was ``begun`` ahead, with the same folder, log and memory.

        ``cwd`` is the folder that cells work in, ``log`` the file that takes what the kernel's process writes outside of
        cells, ``runtime`` a folder with a short path for sockets. ``name`` None is our own kernel, else the name of an
        installed kernelspec, or ``py:/path/to/python`` for another Python that has ipykernel. ``memory_megabytes`` bounds the
        kernel's private memory: a cell that asks for more gets a MemoryError. ``preload`` names libraries that are imported
        ahead where that costs the person nothing, so that a restart has them; ``forks`` whether by a fork server or in a
        spare kernel. ``whole_outputs`` is the folder for what a cell prints, where that is more than
        can be shown. ``on_background`` gets what is shown while no cell runs. ``server`` is where the kernel is to run, if not
        on this machine: then ``name`` is a kernelspec of its, and of the rest only ``whole_outputs`` counts.
        """
        self.whole_outputs = whole_outputs
        """The folder that outputs of the type :class:`hotseat.kernels.outputs.Kept` name files of; it may be changed."""
        self._settings = Settings(cwd, log, runtime, name, memory_megabytes)
        self._server = server
        self._told = ""
        self._place = ""
        """Where cells were last said to run; a restart on the same place need not say it again."""
        self._left = ""
        """A kernel on the server that could neither be begun afresh nor shut down."""
        self._listeners = Listeners(self._background, self._asked, self._died, self._away)
        self._on_status, self._on_background = on_status, on_background
        self._status: Status = "stopped"
        self._life: AnyLife | None = None
        self._cell: Cell | None = None
        self._reserve = Reserve(preload if server is None else (), forks)
        self._making: asyncio.Task[None] | None = None
        self._used = False
        """A cell has run in this life."""
        self._prepared = False
        """This life has had its libraries from the start."""
        self._begun = begun
        """The process of the first life, until that takes it."""
        self._ending: asyncio.Task[None] | None = None
        """The end of the life before."""
        self._changing = asyncio.Lock()
        """Held while the kernel starts or ends."""
        self._turn = asyncio.Lock()
        """Held by the cell that runs; cells run in the order they were asked for."""

    @property
    def status(self) -> Status:
        """Whether the kernel starts, waits, runs a cell, has died, or was never started or is stopped."""
        return self._status

    @property
    def told(self) -> str:
        """Where a kernel runs that is not on this machine, or since when it cannot be reached; else an empty text.

        A restart in the same place does not tell it again.
        """
        return self._told

    @property
    def ended(self) -> Cause | None:
        """Why the kernel is dead; None while it lives, and where there is none."""
        return self._life.ended if self._life is not None else None

    async def start(self, within: float = 30.0) -> None:
        """Start the kernel; returns once it answers. Raises KernelUnavailable, after that many seconds at the most.

        Does nothing where the kernel lives.
        """
        async with self._changing:
            if self._status not in ("ready", "busy", "away"):
                await self._begin(within)
        await self._before_is_gone()

    async def restart(self, within: float = 30.0) -> None:
        """End the kernel without ado and start a new one; names are lost. Raises KernelUnavailable as :meth:`start` does.

        A cell that runs meanwhile ends as ``Died("stopped")``. Returns when the old one is gone too; the new one can be
        used as soon as the status is ready.
        """
        if self._life is not None:
            await self._life.kill(Died("stopped"))
        async with self._changing:
            await self._begin(within)
        await self._before_is_gone()

    async def crash(self) -> None:
        """Kill the kernel's process as something outside would: a cell that runs ends as ``Died``, and the status is dead."""
        if self._life is not None and self._status in ("ready", "busy", "away"):
            life = self._life
            await life.process.kill()
            await first(life.death, seconds=3.0)

    async def stop(self) -> None:
        """End the kernel and all processes that descend from it, and remove its files. Takes some 30 ms, at most 5 s."""
        if self._life is not None:
            await self._life.kill(Died("stopped"))
        if self._making is not None:
            self._making.cancel()
            await asyncio.wait([self._making])
        async with self._changing:
            await self._before_is_gone()
            await self._end(self._leave())
            if self._begun is not None:
                begun, self._begun = self._begun, None
                await begun.end()
            await self._reserve.close()
            self._set("stopped")

    async def work_in(self, folder: Path) -> None:
        """Let cells work in another folder from now on, and from where files are read; names are kept."""
        self._settings = replace(self._settings, cwd=folder)
        if self._life is not None and self._status == "ready":
            await self._life.work_in(folder)

    async def interrupt(self) -> None:
        """Interrupt the cell that runs, as Ctrl-C would. It may not notice while compiled code runs: then restart."""
        if self._cell is not None:
            await self._cell.interrupt()

    async def run(
        self,
        code: str,
        *,
        on_output: Callable[[Output], None],
        ask_input: AskInput | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - it ends in an ending, not in a TimeoutError
        counted: bool = True,
    ) -> Ending:
        """Run a cell once the cells before it have ended; returns how it ended, after its last output was handed over.

        Where the kernel is starting the cell waits for it; where it is not running the cell ends as ``Died("gone")``.
        ``timeout`` is in seconds; a cell that is over it is interrupted and, where that does not help, its kernel ended.
        Without ``ask_input`` a call of ``input()`` fails. A cell that is not ``counted`` leaves the next one's number as it
        was. A fault of the kernel never raises.
        """
        async with self._turn:
            async with self._changing:
                life = self._life
                if life is None or life.ended is not None:
                    return Died("gone")
                cell = self._cell = Cell(life, code, ask_input, self.whole_outputs, counted=counted)
                self._used = True
                if self._status == "ready":
                    self._set("busy")
            try:
                return await cell.run(on_output, timeout)
            finally:
                self._cell = None
                if self._life is life and life.ended is None and self._status != "away":
                    self._set("ready")

    async def complete(self, code: str, cursor: int) -> Completion:
        """What can be typed at this place of the code, also while a cell runs; nothing where the kernel does not say."""
        reply = await self._ask("complete_request", {"code": code, "cursor_pos": cursor})
        matches, start, end = reply.get("matches"), reply.get("cursor_start"), reply.get("cursor_end")
        if not isinstance(matches, list) or not isinstance(start, int) or not isinstance(end, int):
            return Completion((), cursor, cursor)
        texts = [m for m in cast("list[object]", matches)[:500] if isinstance(m, str) and m == harmless.line(m)]
        start = min(max(start, 0), len(code))
        if texts and code[start : start + 1] == "." and all(t.startswith(".") for t in texts):
            texts, start = [t[1:] for t in texts], start + 1
        return Completion(tuple(texts), start, min(max(end, start), len(code)))

    async def inspect(self, code: str, cursor: int) -> str:
        """Signature and documentation of the name at this place, as plain text; empty where there is none."""
        reply = await self._ask("inspect_request", {"code": code, "cursor_pos": cursor, "detail_level": 0})
        data = reply.get("data") if reply.get("found") else None
        text = cast("dict[str, object]", data).get("text/plain") if isinstance(data, dict) else None
        return harmless.plain(messages.shortened(text, 20_000)) if isinstance(text, str) else ""

    async def holds(self, names: Sequence[str], packages: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Which of these names are defined in the kernel now, and which of these packages it could import.

        Nothing is run that a cell would notice. Both are empty where the kernel does not say, as while a cell keeps it busy.
        """
        asked = held.question(names, packages)
        reply = await self._ask("execute_request", asked) if names or packages else {}
        return held.answer(reply, names, packages)

    async def _begin(self, within: float) -> None:
        """Begin a life, while the one before comes to its end beside it."""
        await self._before_is_gone()
        self._told = ""
        self._set("starting")
        before = self._leave()
        after = (before.hand_over() if before is not None else "") or self._left
        self._ending = asyncio.create_task(self._end(before), name="hotseat-kernel-end")
        await asyncio.sleep(0)  # the life before is told to end first
        try:
            life = await (self._new_life(within) if self._server is None else self._remote_life(within, after))
        except BaseException:
            failed = self._leave()
            await self._end(failed)
            self._left = failed.hand_over() if failed is not None else ""
            self._set("dead")
            raise
        self._used, self._left = False, ""
        if isinstance(life, Life) and life.process.pid is None:
            from hotseat.kernels.remote import words

            self._tell_place(words.provisioned(life.plan.spec.display_name))
        self._set("ready" if life.ended is None else "dead")
        for library in LIBRARIES:
            if self._server is None and (self._settings.cwd / f"{library}.py").exists():
                self._background(Notice(f"Your folder holds {library}.py. `import {library}` still takes the library."))
        if isinstance(life, Life) and (self._making is None or self._making.done()):
            self._making = asyncio.create_task(self._make_ready(), name="hotseat-kernel-reserve")

    async def _new_life(self, within: float) -> Life:
        """A life that answers: the spare one, or one that is forked, or one that is started afresh."""
        self._prepared = True
        spare = self._life = await self._reserve.take_spare(self._settings)
        if spare is not None:
            return spare
        self._prepared = self._reserve.server is not None
        life = self._life = Life(self._settings, self._listeners)
        begun, self._begun = self._begun, None
        try:
            await life.begin(within, self._reserve.server, begun)
        except CannotFork:
            await self._end(self._leave())
            self._prepared = False
            life = self._life = Life(self._settings, self._listeners)
            await life.begin(within)
        return life

    async def _remote_life(self, within: float, after: str) -> AnyLife:
        """A life on the server that answers; ``after`` is the kernel that is to begin afresh."""
        from hotseat.kernels.remote import words
        from hotseat.kernels.remote.life import RemoteLife

        assert self._server is not None
        life = RemoteLife(self._server, self._settings, self._listeners)
        self._life, self._prepared = life, False
        await life.begin(within, after)
        self._tell_place(words.place(self._server.url, life.name))
        return life

    def _tell_place(self, sentence: str) -> None:
        self._told = sentence if sentence != self._place else ""
        self._place = sentence

    async def _make_ready(self) -> None:
        """See to it that the next restart is quick, while nothing else happens; an unused kernel changes places with it."""
        await asyncio.sleep(QUIET)
        async with self._turn, self._changing:
            life = self._life
        if not isinstance(life, Life) or life.ended is not None:
            return  # the next start sees to it
        made = await self._reserve.make(self._settings, self._listeners, life)
        if not made or self._prepared:
            return
        async with self._turn, self._changing:
            if self._used or life is not self._life or life.ended is not None:
                return
            spare = await self._reserve.take_spare(self._settings)
            if spare is None:
                return
            try:
                await self._before_is_gone()
            except BaseException:
                await self._reserve.end(spare)
                raise
            self._life, self._prepared = spare, True
            self._ending = asyncio.create_task(end(life), name="hotseat-kernel-end")
        await self._before_is_gone()
        await self._reserve.make(self._settings, self._listeners, spare)

    def _leave(self) -> AnyLife | None:
        """Have no life any more; the one that was."""
        life, self._life = self._life, None
        return life

    async def _before_is_gone(self) -> None:
        if self._ending is not None:
            await asyncio.wait([self._ending])  # which is not cancelled with whoever waits

    async def _end(self, life: AnyLife | None) -> None:
        """Leave nothing of a life."""
        cell = self._cell
        if life is None:
            return
        await life.end()
        if cell is not None:
            await cell.over(2.0)  # it takes its last output first
        await life.clean()

    async def _ask(self, kind: str, content: Content) -> Content:
        """Ask on the kernel's second thread, which is free while a cell runs; on its first where there is no second."""
        life = self._life
        if life is None or self._status not in ("ready", "busy"):
            return {}
        try:
            subshell = await life.connection.subshell()
            if subshell is None and self._status == "busy":
                return {}
            return await life.connection.ask("shell", kind, content, life.connection.answer, subshell) or {}
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if life.ended is None or (task is not None and task.cancelling()):
                raise
            return {}  # the wires were closed, not this task

    def _asked(self, request: str, content: Content) -> None:
        if self._cell is not None:
            self._cell.asked(request, content)

    def _died(self, life: AnyLife) -> None:
        if life is self._life and self._status in ("ready", "busy", "away") and life.ended != Died("stopped"):
            self._set("dead")

    def _away(self, since: float | None, why: str | None) -> None:
        """The kernel elsewhere cannot be reached, or can be again."""
        from hotseat.kernels.remote import words

        assert self._server is not None
        if since is not None and self._status in ("ready", "busy"):
            self._told = words.away(self._server.url, since, why, at_work=self._cell is not None)
            self._set("away")
        elif since is None and self._status == "away":
            self._told = words.back(self._server.url)
            self._set("ready")
            if self._cell is not None:
                self._set("busy")

    def _background(self, output: Output) -> None:
        if self._on_background is not None:
            self._on_background(output)

    def _set(self, status: Status) -> None:
        if status != self._status:
            self._status = status
            if self._on_status is not None:
                self._on_status(status)
