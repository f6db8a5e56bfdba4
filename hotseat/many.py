"""Carries out many like jobs: one after the other where they are few, and in several processes where they are many.

A job is plain data, and so is what comes of it. The processes are started by the name of a module that, run as a program, calls
:func:`serve`: it is told of some jobs with a line of JSON on standard input and answers with a line on standard output.
Standard library only, so that any room may.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Sequence
from typing import Any, TypeVar

J = TypeVar("J")
R = TypeVar("R")
Progress = Callable[[int, int], None]
"""Told how many jobs of how many are done."""

_AT_ONCE = 32
"""Jobs that a process is told of with one line, unless fewer are wished for."""
_MOST = 8
"""Processes, whatever the machine has."""


class Stopped(Exception):
    """The work was broken off by the one who asked for it."""


def carry_out(
    jobs: Sequence[J],
    one: Callable[[J], R],
    of_plain: Callable[[Any], R],
    program: str,
    keep: Callable[[Sequence[tuple[int, R]]], None],
    *,
    several: bool,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
    at_once: int = _AT_ONCE,
) -> None:
    """Carry the jobs out and pass on what came of them, each with the number of its job, some at a time and in any order.

    ``one`` does a job here; with ``several`` the processes of ``program`` do it, and ``of_plain`` makes of their answer what
    ``one`` would have returned, or raises ValueError or TypeError. Raises :class:`Stopped` once ``stop`` is set; what was passed
    on is whole.
    """
    done = 0
    pieces = [range(first, min(first + at_once, len(jobs))) for first in range(0, len(jobs), at_once)]
    processes = min(processors(), _MOST, len(pieces))
    if several and processes > 1:
        working = _in_processes(jobs, one, of_plain, program, pieces, processes)
    else:
        working = _here(jobs, one, pieces)
    with contextlib.closing(working):
        for results in working:
            keep(results)
            done += len(results)
            if progress is not None:
                progress(done, len(jobs))
            if stop is not None and stop.is_set():
                raise Stopped


def _here(jobs: Sequence[J], one: Callable[[J], R], pieces: Sequence[range]) -> Generator[list[tuple[int, R]]]:
    for piece in pieces:
        yield [(n, one(jobs[n])) for n in piece]


def _in_processes(
    jobs: Sequence[J],
    one: Callable[[J], R],
    of_plain: Callable[[Any], R],
    program: str,
    pieces: Sequence[range],
    processes: int,
) -> Generator[list[tuple[int, R]]]:
    """Like :func:`_here`. A piece whose process ends is done here, so none is left out."""
    left: queue.SimpleQueue[range] = queue.SimpleQueue()
    for piece in pieces:
        left.put(piece)
    read: queue.SimpleQueue[tuple[range, list[Any] | None]] = queue.SimpleQueue()
    workers = [_Worker(jobs, program, left, read) for _ in range(processes)]
    try:
        for _ in pieces:
            piece, answers = read.get()
            try:
                results = [of_plain(plain) for plain in answers or ()]
            except (TypeError, ValueError):
                results = []
            if len(results) != len(piece):
                results = [one(jobs[n]) for n in piece]
            yield list(zip(piece, results, strict=True))
    finally:
        for worker in workers:
            worker.end()


class _Worker:
    """One process, and the thread that feeds it."""

    def __init__(
        self,
        jobs: Sequence[Any],
        program: str,
        left: queue.SimpleQueue[range],
        read: queue.SimpleQueue[tuple[range, list[Any] | None]],
    ) -> None:
        self._jobs, self._left, self._read = jobs, left, read
        self._process: subprocess.Popen[bytes] | None = None
        with contextlib.suppress(OSError):
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", program],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        self._thread = threading.Thread(target=self._feed, name="hotseat-reader", daemon=True)
        self._thread.start()

    def _feed(self) -> None:
        while True:
            try:
                piece = self._left.get_nowait()
            except queue.Empty:
                return
            self._read.put((piece, self._asked(piece)))

    def _asked(self, piece: range) -> list[Any] | None:
        """What the process answers with; None where it does not."""
        if self._process is None or self._process.stdin is None or self._process.stdout is None:
            return None
        try:
            self._process.stdin.write(json.dumps([self._jobs[n] for n in piece]).encode() + b"\n")
            self._process.stdin.flush()
            answers: Any = json.loads(self._process.stdout.readline())
        except (OSError, ValueError):
            return None
        return answers if isinstance(answers, list) else None

    def end(self) -> None:
        """End the process at once, and wait for it and its thread."""
        while True:
            try:
                self._left.get_nowait()
            except queue.Empty:
                break
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        self._thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def serve(one: Callable[[Any], Any]) -> None:
    """Answer each line of jobs on standard input, until there are no more or nobody listens."""
    # What is done is answered and forgotten at once, so nothing is there for the collector to find.
    gc.disable()
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        for line in sys.stdin.buffer:
            jobs: list[Any] = json.loads(line)
            answer = json.dumps([one(job) for job in jobs])
            sys.stdout.buffer.write(answer.encode() + b"\n")
            sys.stdout.buffer.flush()
