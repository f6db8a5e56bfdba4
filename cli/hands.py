"""Who judges many submissions: threads of this process, each with a judge in a process of its own, by joblib.

The work is handed over by ``joblib.Parallel`` here as on a cluster (see :mod:`hotseat.cli.cluster`); what differs is its
backend. Here that is threads: they only wait for their judges, and a judge that is lost costs the one submission it was at,
where a lost process of joblib's own pools costs the pool.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from hotseat.cli.places import Places
from hotseat.reference.judge_pool import JudgePool

AHEAD = 2
"""Submissions for each judge that are handed over before the first is done."""


class Hands(Protocol):
    """Those who judge."""

    many: int
    """Submissions that are judged at a time."""
    unit: str
    """What there are so many of, in a word."""

    def judged(self, tasks: Iterable[dict[str, Any]], *, alone: bool = False) -> Iterator[dict[str, Any]]:
        """The answers to tasks, each as soon as it is there, with the ``number`` of its task.

        See :mod:`hotseat.reference.judge_pool` for both. ``alone`` judges one at a time. An answer with ``again`` is none
        yet: whoever judged was lost, and maybe for another submission's sake. To be run through in one thread.
        """
        ...

    def trouble(self) -> str:
        """Why it cannot go on, in a sentence; empty where it can. To be asked now and then."""
        ...

    def stop(self) -> None:
        """Break off what is being judged, from another thread."""
        ...

    def close(self) -> None:
        """Send everybody home."""
        ...


class HereHands:
    """Judges on this machine."""

    unit = "job"

    def __init__(self, here: Places, many: int) -> None:
        self.many = many
        try:
            self._log = os.open(here.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        except OSError:
            self._log = os.open(os.devnull, os.O_WRONLY)
        self._pool = JudgePool(self._log)

    def judged(self, tasks: Iterable[dict[str, Any]], *, alone: bool = False) -> Iterator[dict[str, Any]]:
        """The answers; see :class:`Hands`."""
        from joblib import Parallel, delayed

        make: Any = Parallel
        parallel = make(
            n_jobs=1 if alone else self.many,
            backend="threading",
            return_as="generator_unordered",
            batch_size=1,
            pre_dispatch=f"{AHEAD}*n_jobs",
        )
        yield from parallel(delayed(self._one)(task) for task in tasks)

    def _one(self, task: dict[str, Any]) -> dict[str, Any]:
        return {**self._pool.judge(task), "number": task["number"]}

    def trouble(self) -> str:
        """Never any: a judge that is lost is replaced."""
        return ""

    def stop(self) -> None:
        """See :class:`Hands`."""
        self._pool.close()

    def close(self) -> None:
        """See :class:`Hands`."""
        self._pool.close()
        with contextlib.suppress(OSError):
            os.close(self._log)
