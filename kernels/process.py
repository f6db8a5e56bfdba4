"""A kernel's process: whether it lives, how it is interrupted, and how it is ended with all that descends from it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import sys
import time
from asyncio import FIRST_COMPLETED
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotseat import harmless

if TYPE_CHECKING:
    import psutil
    from jupyter_client.manager import AsyncKernelManager

    from hotseat.kernels.starter import Starter

MARK = "HOTSEAT_KERNEL"
"""The environment variable that every process of one kernel carries."""
BOUND = "bound"
"""The pipe in the kernel's folder into which our launcher writes once the sockets are bound."""
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
POLL = 0.2
"""Seconds between two looks at a process where the system cannot tell of its end by itself."""
POLL_ELSEWHERE = 2.0
"""The same for a process on another machine, where every look goes over a network."""


class Process:
    """One kernel process, from its launch to its end. Its methods are called in the event loop unless they say otherwise."""

    def __init__(
        self, manager: AsyncKernelManager | Starter, folder: Path, log: Path, log_start: int, mark: str, kept: bool
    ) -> None:
        """``kept``: the process is a keeper that ends all descendants of the kernel when it is told to end."""
        self.manager = manager
        self.folder = folder
        """The private folder with the kernel's connection file and sockets."""
        self.exit_code: int | None = None
        """As :mod:`subprocess` counts; None while the process lives."""
        self._log, self._log_start = log, log_start
        self._mark = mark
        self._kept = kept
        self._provisioner: Any = manager.provisioner
        self._kernel: psutil.Process | None = None
        self.pid: int | None = getattr(self._provisioner, "pid", None)
        """None where the kernel runs on another machine."""

    def bound(self) -> bool:
        """Whether the kernel has made its sockets, as far as that can be seen: to connect earlier costs a retry."""
        if self.manager.transport != "ipc":
            return True
        return all(Path(f"{self.manager.ip}-{port}").exists() for port in self.manager.ports)

    async def until_bound(self, *or_else: asyncio.Future[Any], seconds: float) -> None:
        """Wait until the kernel has bound its sockets, or one of these is done, or the time is over."""
        loop = asyncio.get_running_loop()
        told: asyncio.Future[None] = loop.create_future()
        pipe: int | None = None
        with contextlib.suppress(OSError, AttributeError):
            pipe = os.open(self.folder / BOUND, os.O_RDONLY | os.O_NONBLOCK)
            loop.add_reader(pipe, lambda: told.done() or told.set_result(None))
        deadline = time.monotonic() + seconds
        try:
            while not (self.bound() or any(w.done() for w in or_else) or time.monotonic() > deadline):
                # Kernels that our launcher has not started say nothing.
                await asyncio.wait([told, *or_else], timeout=0.01 if pipe is None else 0.1, return_when=FIRST_COMPLETED)
                if told.done() and not self.bound():
                    await asyncio.sleep(0.005)
        finally:
            if pipe is not None:
                loop.remove_reader(pipe)
                os.close(pipe)

    async def poll(self) -> int | None:
        """The exit code, or None while the process lives."""
        if self.exit_code is None:
            self.exit_code = await self._provisioner.poll()
        return self.exit_code

    async def death(self) -> int | None:
        """Wait until the process has ended; its exit code."""
        ended = asyncio.Event()
        handle: int | None = None
        loop = asyncio.get_running_loop()
        wait: float | None = POLL if self.pid is not None else POLL_ELSEWHERE
        if sys.platform == "linux" and self.pid is not None:
            with contextlib.suppress(OSError, NotImplementedError):
                handle = os.pidfd_open(self.pid)
                loop.add_reader(handle, ended.set)
                wait = None
        try:
            while await self.poll() is None:
                ended.clear()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(ended.wait(), wait)
                if ended.is_set() and await self.poll() is None:
                    await asyncio.sleep(0.01)
        finally:
            if handle is not None:
                loop.remove_reader(handle)
                os.close(handle)
        return self.exit_code

    async def interrupt(self) -> None:
        """Interrupt the kernel and its process group, as Ctrl-C would."""
        if self.pid is None or await self.poll() is None:  # to ask another machine first would take its time
            with contextlib.suppress(OSError, RuntimeError):
                await self.manager.interrupt_kernel()

    async def kill(self) -> None:
        """Tell the process to end at once; does not wait."""
        if await self.poll() is not None:
            return
        with contextlib.suppress(OSError, RuntimeError):
            if self._kept and self.pid is not None:
                os.kill(self.pid, signal.SIGTERM)
            else:
                await self._provisioner.kill()

    async def end(self) -> None:
        """End the process, its group and every descendant, those in sessions of their own included; within about 3 s."""
        others: list[psutil.Process] = []
        if not self._kept and self.pid is not None and await self.poll() is None:
            others = await asyncio.to_thread(self._descendants)
        await self.kill()
        gone = await self._gone(1.0)
        if not gone and self.pid is not None:
            others = await asyncio.to_thread(self._descendants)
            with contextlib.suppress(OSError, RuntimeError):
                await self._provisioner.kill()
            await self._gone(1.0)
        if others or not self._kept or (self.exit_code or 0) < 0:
            await asyncio.to_thread(self._kill_all, others)

    async def clean(self) -> None:
        """Give back what the process held on this side: its files, its sockets, its entry in the process table."""
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self._provisioner.wait(), 0.5)
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self.manager.cleanup_resources(), 1.0)
        await asyncio.to_thread(shutil.rmtree, self.folder, True)

    def said(self) -> str:
        """The end of what the process has written to its log; reads a file."""
        try:
            with self._log.open("rb") as file:
                end = file.seek(0, os.SEEK_END)
                file.seek(max(self._log_start, end - 4000))
                return harmless.plain(file.read().decode("utf-8", "replace")).strip()
        except OSError:
            return ""

    def quick_memory(self) -> int | None:
        """The same as :meth:`memory` without a look at every process of the machine; None where the system has no such way.

        Takes a fraction of a millisecond.
        """
        if sys.platform != "linux" or self.pid is None:
            return None
        total, todo = 0, [self.pid]
        try:
            while todo:
                pid = todo.pop()
                with contextlib.suppress(ProcessLookupError, FileNotFoundError):
                    for task in os.listdir(f"/proc/{pid}/task"):  # noqa: PTH208 - it is looked at several times a second
                        with open(f"/proc/{pid}/task/{task}/children", "rb") as file:  # noqa: PTH123
                            todo += map(int, file.read().split())
                    if pid != self.pid or not self._kept:
                        with open(f"/proc/{pid}/statm", "rb") as file:  # noqa: PTH123
                            total += int(file.read().split()[1]) * _PAGE
        except (OSError, ValueError):
            return None
        return total

    def memory(self) -> int:
        """Bytes of memory in use by the kernel and all that descends from it. Takes milliseconds: call it in a thread."""
        import psutil

        if self.pid is None:
            return 0
        total = 0
        for process in self._counted():
            with contextlib.suppress(psutil.Error):
                total += process.memory_info().rss
        return total

    def shared_memory(self) -> int:
        """The same, with pages that processes share counted once. Takes longer than :meth:`memory`."""
        import psutil

        total = 0
        for process in self._counted():
            with contextlib.suppress(psutil.Error):
                full = process.memory_full_info()
                total += getattr(full, "pss", full.rss)
        return total

    def halted(self) -> bool:
        """Whether the kernel's process was suspended with a signal."""
        import psutil

        with contextlib.suppress(psutil.Error, ValueError):
            if self._kernel is None:
                itself = psutil.Process(self.pid)
                self._kernel = min(itself.children(), key=psutil.Process.create_time) if self._kept else itself
            return self._kernel.status() == psutil.STATUS_STOPPED
        return False

    async def _gone(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while await self.poll() is None:
            if time.monotonic() > deadline:
                return False
            await asyncio.sleep(0.005)
        return True

    def _itself(self) -> list[psutil.Process]:
        import psutil

        with contextlib.suppress(psutil.Error):
            return [psutil.Process(self.pid)]
        return []

    def _counted(self) -> list[psutil.Process]:
        """The processes whose memory is the kernel's: a keeper holds nothing but what it shares."""
        return self._descendants() if self._kept else [*self._descendants(), *self._itself()]

    def _descendants(self) -> list[psutil.Process]:
        import psutil

        with contextlib.suppress(psutil.Error):
            return [p for own in self._itself() for p in own.children(recursive=True)]
        return []

    def _kill_all(self, others: Iterable[psutil.Process]) -> None:
        """Kill these, and every process that carries this kernel's mark."""
        import psutil

        for process in others:
            with contextlib.suppress(psutil.Error):
                process.kill()
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error, OSError):
                if process.pid != self.pid and process.environ().get(MARK) == self._mark:
                    process.kill()
