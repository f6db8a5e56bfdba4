"""A Dask cluster on this machine: a scheduler and workers, each a process of its own, as people start them."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

DASK = Path(sys.executable).parent / "dask"
_PATIENCE = 120.0


class LocalCluster:
    """The cluster. Always :meth:`close` it, or use it in a ``with``."""

    def __init__(self, folder: Path, *, allowed_failures: int = 3) -> None:
        self._folder = folder
        self._file = folder / "scheduler.json"
        self._env = os.environ | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(allowed_failures)}
        self.scheduler = self._start("scheduler", "--port", "0")
        self.workers: list[subprocess.Popen[bytes]] = []
        end = time.monotonic() + _PATIENCE
        self.address = ""
        while not self.address:
            assert time.monotonic() < end and self.scheduler.poll() is None, self.log()
            with contextlib.suppress(OSError, ValueError):
                self.address = json.loads(self._file.read_text())["address"]
            time.sleep(0.05)

    def work(self, *options: str) -> subprocess.Popen[bytes]:
        """Start a worker of one thread; it is waited for by whoever gives it work."""
        self.workers.append(self._start("worker", "--nthreads", "1", "--memory-limit", "0", *options))
        return self.workers[-1]

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        kind, options = words[0], words[1:]
        command: Sequence[str] = (str(DASK), kind, "--scheduler-file", str(self._file), "--host", "127.0.0.1")
        with (self._folder / "cluster.log").open("ab") as log:
            return subprocess.Popen(
                [*command, "--no-dashboard", *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._env,
                cwd=self._folder,
                start_new_session=True,
            )

    def log(self) -> str:
        """What all of them had to say."""
        return (self._folder / "cluster.log").read_text(errors="replace")

    def close(self) -> None:
        """End them all at once."""
        for process in [*self.workers, self.scheduler]:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def __enter__(self) -> LocalCluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
