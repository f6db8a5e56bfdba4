"""The cells that are run: one after the other on the live kernel, interrupted, restarted, and their output in batches."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from time import perf_counter
from typing import Any

from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.interview.ports import Ending, Runner

log = logging.getLogger(__name__)

REST = 5.0
"""Seconds that the kernel may be at work before others stop waiting for it to rest."""
BATCH_SECONDS = 0.25
"""Output is passed on at most this often."""

Send = Callable[[c.Command], Coroutine[Any, Any, None]]
Go = Callable[[Coroutine[Any, Any, None], str], asyncio.Task[None]]


class RunningCells:
    """The queue of cells in front of one kernel. It holds no truth: what becomes of a cell is reported."""

    def __init__(self, runner: Runner, send: Send, go: Go) -> None:
        """``send`` reports what happened; ``go`` starts a task that its owner ends."""
        self._runner = runner
        self._send = send
        self._go = go
        self._cells: deque[e.CellRun] = deque()
        self._cell_task: asyncio.Task[None] | None = None
        self._starting: asyncio.Task[None] | None = None
        self._running: int | None = None
        self._stop_after = 0
        self._input: asyncio.Future[str] | None = None
        self._prelude: dict[str, str] = {}
        self._prepared: set[str] = set()
        self._last_run: int | None = None
        self._background = _Batch(self._send_background)
        self.on_tail: Callable[[int, str], None] = _unseen
        """Sees the end so far of what a run prints beyond what is shown. That is no event: what is kept comes at its end."""
        self.started = False

    def start_kernel(self) -> None:
        """Start the kernel beside whatever else goes on; calling it again does nothing."""
        if not self.started:
            self.started = True
            self._starting = self._go(self._runner.start(self._kernel_status, self._behind), "kernel")

    async def rest(self) -> None:
        """Wait until the kernel has started and no cell runs or waits; some seconds for each at most."""
        for work in (lambda: self._starting, lambda: self._cell_task):
            task = work()  # cells may be asked for while the kernel starts
            if task is not None and not task.done():
                await asyncio.wait([task], timeout=REST)

    def supply(self, question: str, imports: str) -> None:
        """Run these imports before the first cell of a question."""
        self._prelude[question] = imports

    def run(self, run: e.CellRun) -> None:
        """Run a cell after those that wait."""
        self._cells.append(run)
        if self._cell_task is None or self._cell_task.done():
            self._cell_task = self._go(self._run_cells(), "cells")

    def stop_after(self, run: int) -> None:
        """Run nothing any more that was asked for up to this run."""
        self._stop_after = run

    def reply(self, text: str) -> None:
        """Give a line to the ``input()`` that waits."""
        if self._input and not self._input.done():
            self._input.set_result(text)

    def _kernel_status(self, status: str, sentence: str) -> None:
        self._go(self._send(c.KernelReported(status, sentence)), "status")

    def whole_output(self, file: str) -> str:
        """Where all that a cell printed lies, by the name in its output of the kind ``kept``; empty where it is gone."""
        return self._runner.whole_output(file)

    def _behind(self, output: Mapping[str, Any]) -> None:
        """What is shown while no cell runs comes from what the last one left going."""
        if self._last_run is not None and output.get("kind") != "tail":
            self._background.add(output)

    async def _send_background(self, outputs: tuple[dict[str, Any], ...]) -> None:
        if self._last_run is not None:
            await self._send(c.OutputArrived(self._last_run, outputs))

    async def close(self) -> None:
        """Pass on what was printed behind the cells last."""
        await self._background.close()

    def interrupt(self) -> None:
        """Interrupt the running cell and forget those that wait behind it."""
        if self._running is not None:
            self._stop_after = max(self._stop_after, self._running, self._last_queued())
        if self._input and not self._input.done():
            self._input.cancel()
        self._go(self._runner.interrupt(), "interrupt")

    def _last_queued(self) -> int:
        return max((w.run for w in self._cells), default=self._running or 0)

    def restart(self) -> None:
        """Restart the kernel; cells that ran or waited end."""
        self._stop_after = max(self._stop_after, self._running or 0, self._last_queued())
        self._prepared.clear()
        self._go(self._runner.restart(), "restart")

    def crash(self) -> None:
        """Let the kernel die; cells that ran or waited end with it."""
        self._stop_after = max(self._stop_after, self._running or 0, self._last_queued())
        self._prepared.clear()
        self._go(self._runner.crash(), "crash")

    async def _run_cells(self) -> None:
        while self._cells:
            run = self._cells.popleft()
            if run.run <= self._stop_after:
                await self._send(c.CellFinished(run.run, "not-run", "Not run: a cell before it did not finish.", 0.0))
                continue
            await self._run_cell(run)

    async def _run_cell(self, run: e.CellRun) -> None:
        started = perf_counter()
        batch = _Batch(lambda outputs: self._send(c.OutputArrived(run.run, outputs)))

        def shown(output: Mapping[str, Any]) -> None:
            if output.get("kind") == "tail":
                self.on_tail(run.run, str(output.get("text") or ""))
            else:
                batch.add(output)

        self._running = self._last_run = run.run
        try:
            ending = await self._prepare(run.question)
            if ending is None:
                ending = await self._runner.run(run.code, shown, lambda p, s: self._ask(run.run, p, s))
            await batch.close()
        except Exception:
            log.exception("cell %d", run.run)
            await batch.close()
            await self._send(
                c.CellFinished(
                    run.run, "died", "The kernel could not be reached. Restart it.", perf_counter() - started
                )
            )
            self._stop_after = max(self._stop_after, self._last_queued())
            return
        finally:
            self._running = None
        if ending.kind != "finished" and run.run > self._stop_after:
            # After an interrupt or a restart, what was asked for since is not stopped with it.
            self._stop_after = self._last_queued()
        seconds = perf_counter() - started
        await self._send(c.CellFinished(run.run, ending.kind, ending.sentence, seconds, ending.count))

    async def _prepare(self, question: str) -> Ending | None:
        """The imports that the question supplies, once for each kernel; how they ended where they did not finish."""
        prelude = self._prelude.get(question, "")
        if not prelude or question in self._prepared:
            return None
        ending = await self._runner.prepare(prelude)
        if ending.kind == "finished":
            self._prepared.add(question)
        # A library that cannot be imported is told by the person's own import, with its traceback.
        return None if ending.kind in ("finished", "failed") else ending

    async def _ask(self, run: int, prompt: str, password: bool) -> str | None:
        self._input = asyncio.get_running_loop().create_future()
        await self._send(c.InputWanted(run, prompt, password))
        try:
            return await self._input
        except asyncio.CancelledError:
            if self._input.cancelled():
                return None
            raise
        finally:
            self._input = None


class _Batch:
    """Passes output on, in order: the first of it at once, then at most every quarter of a second."""

    def __init__(self, send: Callable[[tuple[dict[str, Any], ...]], Awaitable[None]]) -> None:
        self._send = send
        self._waiting: list[dict[str, Any]] = []
        self._task: asyncio.Task[None] | None = None
        self._passed = -BATCH_SECONDS

    def add(self, output: Mapping[str, Any]) -> None:
        last = self._waiting[-1] if self._waiting else None
        if last and last.get("kind") == "stream" and output.get("kind") == "stream" and last["name"] == output["name"]:
            _join(last, output)
        else:
            self._waiting.append(dict(output))
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._later())

    async def _later(self) -> None:
        await asyncio.sleep(max(self._passed + BATCH_SECONDS - perf_counter(), 0))
        self._passed = perf_counter()
        self._task = None
        await self._flush()

    async def _flush(self) -> None:
        if self._waiting:
            outputs, self._waiting = tuple(self._waiting), []
            await self._send(outputs)

    async def close(self) -> None:
        """Pass on what is left."""
        task, self._task = self._task, None
        if task:
            task.cancel()
        await self._flush()


def _join(stream: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Let more text of the same stream follow; the lines that it takes the place of go, also those passed on before."""
    back = int(more.get("back") or 0)
    rows = stream["text"].split("\n")
    if not back:
        stream["text"] += more["text"]
    elif back < len(rows) - 1:
        stream["text"] = "\n".join(rows[: -1 - back]) + "\n" + more["text"].removeprefix("\r")
    else:
        stream["back"] = int(stream.get("back") or 0) + back - (len(rows) - 1)
        stream["text"] = more["text"]


def _unseen(run: int, text: str) -> None:
    return None
