"""Reads many files of the bank: one after the other where they are few, and in several processes where they are many.

Run as a program, it is one of those processes: it reads the files that it is told of on standard input, a line of JSON for
some of them, and answers each line with their records on standard output.
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
from typing import Any

from hotseat.question_bank.record import Record, read_record

Job = tuple[str, str, str]
"""A shelf, a folder and the path of a file in it."""
Progress = Callable[[int, int], None]
"""Told how many files of how many have been read."""

MANY = 4_000_000
"""Bytes from which on reading takes longer than other processes to start, about a second."""
_AT_ONCE = 32
"""Files that a process is told of with one line."""
_MOST = 8
"""Processes, whatever the machine has."""


class Stopped(Exception):
    """The reading was broken off by the one who asked for it."""


def read_all(
    jobs: Sequence[Job],
    size: int,
    keep: Callable[[Sequence[tuple[int, Record]]], None],
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> None:
    """Read the files and pass on their records, each with the number of its job, some at a time and in any order.

    ``size`` is that of all files in bytes. Raises :class:`Stopped` once ``stop`` is set; what was passed on is whole.
    """
    done = 0
    pieces = [range(first, min(first + _AT_ONCE, len(jobs))) for first in range(0, len(jobs), _AT_ONCE)]
    processors = min(_processors(), _MOST, len(pieces))
    several = size >= MANY and processors > 1
    reading = _in_processes(jobs, pieces, processors) if several else _here(jobs, pieces)
    with contextlib.closing(reading):
        for records in reading:
            keep(records)
            done += len(records)
            if progress is not None:
                progress(done, len(jobs))
            if stop is not None and stop.is_set():
                raise Stopped


def _here(jobs: Sequence[Job], pieces: Sequence[range]) -> Generator[list[tuple[int, Record]]]:
    for piece in pieces:
        yield [(n, read_record(*jobs[n])) for n in piece]


def _in_processes(jobs: Sequence[Job], pieces: Sequence[range], processes: int) -> Generator[list[tuple[int, Record]]]:
    """Like :func:`_here`. A piece whose process ends is read here, so none is left out."""
    left: queue.SimpleQueue[range] = queue.SimpleQueue()
    for piece in pieces:
        left.put(piece)
    read: queue.SimpleQueue[tuple[range, list[Record] | None]] = queue.SimpleQueue()
    readers = [_Reader(jobs, left, read) for _ in range(processes)]
    try:
        for _ in pieces:
            piece, records = read.get()
            yield list(zip(piece, records or [read_record(*jobs[n]) for n in piece], strict=True))
    finally:
        for reader in readers:
            reader.end()


class _Reader:
    """One process that reads, and the thread that feeds it."""

    def __init__(
        self,
        jobs: Sequence[Job],
        left: queue.SimpleQueue[range],
        read: queue.SimpleQueue[tuple[range, list[Record] | None]],
    ) -> None:
        self._jobs, self._left, self._read = jobs, left, read
        self._process: subprocess.Popen[bytes] | None = None
        with contextlib.suppress(OSError):
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        self._thread = threading.Thread(target=self._feed, name="hotseat-bank-reader", daemon=True)
        self._thread.start()

    def _feed(self) -> None:
        while True:
            try:
                piece = self._left.get_nowait()
            except queue.Empty:
                return
            self._read.put((piece, self._asked(piece)))

    def _asked(self, piece: range) -> list[Record] | None:
        """The records that the process answers with; None where it does not."""
        if self._process is None or self._process.stdin is None or self._process.stdout is None:
            return None
        try:
            self._process.stdin.write(json.dumps([self._jobs[n] for n in piece]).encode() + b"\n")
            self._process.stdin.flush()
            records = [Record.of_plain(plain) for plain in json.loads(self._process.stdout.readline())]
        except (OSError, ValueError, TypeError):
            return None
        return records if len(records) == len(piece) else None

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


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _serve() -> None:
    # What is read is answered and forgotten at once, so nothing is there for the collector to find.
    gc.disable()
    for line in sys.stdin.buffer:
        jobs: list[Any] = json.loads(line)
        answer = json.dumps([read_record(*job) for job in jobs])
        sys.stdout.buffer.write(answer.encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        _serve()
