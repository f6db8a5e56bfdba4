"""joblib's Dask backend, with an outcome for every task: also for one that took its workers down, or that a scheduler forgot.

joblib's own calls back for what a task returns or raises, but never for a task that the scheduler gives up, so that
``joblib.Parallel`` would wait for it for ever.
"""

from __future__ import annotations

import importlib
import threading
import time
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from hotseat.cli.cluster import is_absence

# The extra that brings these need not be there to be typed.
KilledWorker: Any = importlib.import_module("distributed").KilledWorker
DaskDistributedBackend: Any = importlib.import_module("joblib._dask").DaskDistributedBackend
_DEAD = ("closing", "closed")


class LastingDask(DaskDistributedBackend):
    """For tasks that take one ``dict`` with a ``number``, in batches of one."""

    client: Any

    def effective_n_jobs(self, n_jobs: int) -> int:
        """The threads of all workers, and never one: joblib would then run the task here, outside of the cluster."""
        return max(2, sum(self.client.ncores().values()))

    def start_call(self) -> None:
        """Nothing is collected: each task calls back by itself."""
        self._running: set[Any] = set()

    def stop_call(self) -> None:
        """Nothing has been started."""

    def submit(self, func: Any, callback: Callable[[Any], None] | None = None) -> Any:
        """Hand one task to the cluster; ``callback`` hears of its outcome, whatever that is."""
        [(function, (task,), _)] = func.items
        while self.client.status not in ("running", *_DEAD):
            time.sleep(0.1)  # the scheduler is being looked for; what is handed over now would be forgotten
        try:
            future = self.client.submit(function, task, key=f"hotseat-judge-{uuid.uuid4().hex}", pure=False)
        except Exception as fault:
            threading.Thread(target=self._over, args=(callback, [_lost(task, fault)]), daemon=True).start()
            return None
        self._running.add(future)
        future.add_done_callback(partial(self._done, task, callback))
        return future

    def _done(self, task: dict[str, Any], callback: Callable[[Any], None] | None, future: Any) -> None:
        self._running.discard(future)
        try:
            outcome = future.result()
        except BaseException as fault:
            outcome = _lost(task, fault)
        finally:
            future.release()
        self._over(callback, [outcome])

    def _over(self, callback: Callable[[Any], None] | None, outcome: list[Any]) -> None:
        if callback is not None and self.client.status not in _DEAD:
            callback(outcome)

    def retrieve_result_callback(self, out: Any) -> Any:
        """What the callback is called with is the batch's outcome."""
        return out

    def abort_everything(self, ensure_ready: bool = True) -> None:
        """Cancel what is not done."""
        running, self._running = self._running, set[Any]()
        if self.client.status == "running":
            self.client.cancel(list(running))


def _lost(task: dict[str, Any], fault: BaseException) -> dict[str, Any]:
    if isinstance(fault, KilledWorker):
        workers = int(getattr(fault, "allowed_failures", 0)) + 1
        return {
            "number": task["number"],
            "again": True,
            "lost": f"Not judged: {workers} workers in a row ended over it.",
        }
    if is_absence(fault):
        return {
            "number": task["number"],
            "refused": f"A worker cannot load Hotseat's judge ({fault}). Install Hotseat there.",
        }
    why = f"{type(fault).__name__}: {fault}"
    return {"number": task["number"], "again": True, "lost": f"Not judged: the cluster lost it ({why})."}
