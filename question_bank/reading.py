"""Reads many files of the bank; where they are much, in several processes.

Run as a program, it is one of those processes; see :mod:`hotseat.many`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from hotseat.many import Progress as Progress
from hotseat.many import Stopped as Stopped
from hotseat.many import carry_out, serve
from hotseat.question_bank.record import Record, read_record

Job = tuple[str, str, str]
"""A shelf, a folder and the path of a file in it."""

MANY = 4_000_000
"""Bytes from which on reading takes longer than other processes to start, about a second."""


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
    carry_out(
        jobs,
        lambda job: read_record(*job),
        Record.of_plain,
        __name__,
        keep,
        several=size >= MANY,
        progress=progress,
        stop=stop,
    )


if __name__ == "__main__":
    serve(lambda job: read_record(*job))
