"""Many submissions judged on a Dask cluster, through joblib's Dask backend.

Each worker judges with its own Hotseat, in processes of its own (:mod:`hotseat.reference.judge_pool`) and in its own sandbox;
what it is sent are plain texts and numbers. It must have the very judge that is here: a worker with another one is refused. A
worker that is lost costs what it was at, which the scheduler gives to another; a task that the scheduler gives up is tried once
more with nothing beside it, so that nobody pays for a neighbour.
"""

from __future__ import annotations

import asyncio
import functools
import importlib
import logging
import platform
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hotseat import __version__, harmless
from hotseat.cli.trouble import lacking, say
from hotseat.reference.judge_pool import JudgePool

CONNECT = 5.0
"""Seconds to reach the scheduler, and to reach it again once it was lost."""
WORKERS = 20.0
"""Seconds to wait for the first worker."""
ANSWER = 60.0
"""Seconds that all workers together have to say what they are."""
LIBRARIES = ("numpy", "pandas", "scikit-learn", "torch")
EXTRA = "--dask needs the library distributed. Install it: pip install 'hotseat[scale]'"


# --- on a worker ------------------------------------------------------------------------------------------------------


_making = threading.Lock()


def pool() -> JudgePool:
    """The judges of this worker's process; they end with it, or when they have had nothing to do for some time."""
    with _making:  # a worker's threads come at the same time, and a cache alone would let each make its own
        return _pool()


@functools.cache
def _pool() -> JudgePool:
    return JudgePool()


@functools.cache
def what_judges() -> str:
    """A digest of the judge's code here."""
    from hotseat.reference.ledger import of_the_judge

    return of_the_judge("gate")


def describe() -> dict[str, Any]:
    """What a worker is: its versions, its judge, and the layers of its sandbox."""
    from hotseat.kernels import sandbox
    from hotseat.question_bank.engines import version

    versions = {"Python": platform.python_version()} | {name: version(name) or "none" for name in LIBRARIES}
    return {
        "hotseat": __version__,
        "judge": what_judges(),
        "versions": versions,
        "layers": {layer.name: layer.there for layer in sandbox.describe()},
    }


async def described() -> dict[str, Any]:
    """:func:`describe`, without holding up the worker's own loop: to read the judge's code takes a second."""
    return await asyncio.to_thread(describe)


def judge(task: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a task, as :class:`~hotseat.reference.judge_pool.JudgePool` gives it, and which worker gave it."""
    worker = str(importlib.import_module("distributed").get_worker().address)
    number = task["number"]
    try:
        if task["judge"] != what_judges():
            return {"number": number, "refused": _refused(worker, __version__)}
        return {**pool().judge(task), "number": number, "worker": worker}
    except Exception as fault:  # told in words: Dask never hears of a task whose exception cannot be pickled
        why = f"Not judged: the worker {worker} failed ({type(fault).__name__})."
        return {"number": number, "again": True, "lost": why, "worker": worker}


def rest() -> None:
    """End the worker's judges that have nothing to do; returns at once, since this is asked of the worker's own loop."""
    threading.Thread(target=pool().rest, name="judges", daemon=True).start()


# --- here -------------------------------------------------------------------------------------------------------------


class ClusterHands:
    """The workers of a Dask cluster."""

    unit = "thread"

    def __init__(self, address: str) -> None:
        """Connects, and holds the workers to what they must have; exits with 3 where that cannot be."""
        self._shown = harmless.line(address, 120)
        self._client = _connected(address, self._shown)
        self._without = 0.0
        """When the last worker was seen to be gone; 0 where there are some."""
        self._refused = ""
        try:
            self._held_to_it()
        except BaseException:
            self.close()
            raise
        self.many = self._threads()

    def judged(self, tasks: Iterable[dict[str, Any]], *, alone: bool = False) -> Iterator[dict[str, Any]]:
        """The answers; see :class:`~hotseat.cli.hands.Hands`."""
        from joblib import Parallel, delayed

        from hotseat.cli.dask_backend import LastingDask
        from hotseat.cli.hands import AHEAD

        make: Any = Parallel
        parallel = make(
            n_jobs=-1,
            backend=LastingDask(client=self._client),
            return_as="generator_unordered",
            batch_size=1,
            pre_dispatch=1 if alone else max(AHEAD * self.many, 16),
        )
        for answer in parallel(delayed(judge)({**task, "judge": what_judges()}) for task in tasks):
            if "refused" in answer:
                self._refused = answer["refused"]
                return
            yield answer

    def trouble(self) -> str:
        """See :class:`~hotseat.cli.hands.Hands`."""
        if self._refused:
            return self._refused
        if self._client.status in ("closing", "closed"):
            return f"The Dask scheduler at {self._shown} does not answer any more."
        if self._client.status == "running" and self._threads():
            self._without = 0.0
        elif not self._without:
            self._without = time.monotonic()
            say(f"No worker is left at {self._shown}. Waiting for one; Ctrl+C stops, and nothing judged is lost.")
        return ""

    def stop(self) -> None:
        """See :class:`~hotseat.cli.hands.Hands`."""
        self.close()

    def close(self) -> None:
        """Let go of the cluster; it cancels what is still to be judged."""
        try:
            if self._client.status == "running":
                self._client.run(rest, on_error="ignore")
            self._client.close(timeout=CONNECT)
        except Exception:
            logging.getLogger(__name__).info("the cluster was left untidily", exc_info=True)

    def _threads(self) -> int:
        workers = self._client.scheduler_info(n_workers=-1)["workers"]
        return sum(int(worker["nthreads"]) for worker in workers.values())

    def _held_to_it(self) -> None:
        """Exits where a worker may not judge; tells what else is to be known."""
        try:
            self._client.wait_for_workers(1, timeout=WORKERS)
            found: dict[str, Any] = self._client.sync(
                self._client._run,  # run() itself knows no bound
                described,
                on_error="return",
                callback_timeout=ANSWER,
            )
        except TimeoutError:
            lacking(f"The cluster at {self._shown} has no worker that answers. Start one: dask worker {self._shown}")
        own = describe()
        for worker, told in sorted(found.items()):
            if isinstance(told, BaseException) and is_absence(told):
                lacking(
                    f"The worker {worker} has no Hotseat {__version__}. Install it there: pip install 'hotseat[scale]'"
                )
            if isinstance(told, BaseException):
                lacking(f"The worker {worker} cannot say what it is: {harmless.line(repr(told), 300)}")
            if (told["hotseat"], told["judge"]) != (own["hotseat"], own["judge"]):
                lacking(_refused(worker, told["hotseat"]))
            others = [
                f"{name} {told['versions'].get(name, 'none')} and not {here}"
                for name, here in own["versions"].items()
                if told["versions"].get(name) != here
            ]
            if others:
                say(f"The worker {worker} has {', '.join(others)}; its verdicts may differ from those given here.")
        self._tell_sandbox(found)

    def _tell_sandbox(self, found: Mapping[str, Any]) -> None:
        lacks = {
            worker: [name for name, there in told["layers"].items() if not there] for worker, told in found.items()
        }
        counted = f"{len(found)} worker{'' if len(found) == 1 else 's'} at {self._shown}"
        if not any(lacks.values()):
            say(f"Judging on {counted}, each with every layer of the sandbox.")
            return
        say(f"Judging on {counted}.")
        for worker, missing in sorted(lacks.items()):
            if missing:
                say(f"The sandbox of the worker {worker} lacks: {', '.join(missing)}. See there: hotseat doctor")


def is_absence(fault: BaseException) -> bool:
    """Whether a worker's exception says that Hotseat cannot be imported there; Dask may have put it into words."""
    return isinstance(fault, ImportError) or "ModuleNotFoundError" in str(fault) or "ImportError" in str(fault)


def _connected(address: str, shown: str) -> Any:
    try:
        distributed: Any = importlib.import_module("distributed")  # it need not be there to be typed
    except ImportError:
        lacking(EXTRA)
    logger = logging.getLogger("distributed")
    logger.handlers.clear()  # what it says goes to the log file
    logger.propagate = True
    logging.getLogger("distributed.client").setLevel(logging.WARNING)
    try:
        # A client that cannot begin at all is not put away cleanly, so that what can be known beforehand is.
        importlib.import_module("distributed.comm").resolve_address(address)
        return distributed.Client(address, timeout=CONNECT, set_as_default=False)
    except (OSError, TimeoutError):
        lacking(f"No Dask scheduler answers at {shown}. Is it running? dask scheduler")
    except (ValueError, TypeError, ImportError, RuntimeError) as fault:
        lacking(f"{shown} cannot be used as the address of a Dask scheduler: {harmless.line(str(fault), 200)}")


def _refused(worker: str, version: str) -> str:
    other = (
        f"Hotseat {harmless.line(version, 40)}" if version != __version__ else f"another judge under version {version}"
    )
    return (
        f"The worker {worker} has {other}; here is {__version__}. Install the same there, so that it judges the same."
    )
