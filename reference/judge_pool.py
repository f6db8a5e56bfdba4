"""Judges in processes of their own, as many as are asked at once, for whoever judges many submissions from threads.

A *task* is plain data: ``brought`` (see :mod:`hotseat.reference.brought`), ``code``, ``seed``, ``own_tests``. So is its
*answer*: ``verdict``, as :meth:`~hotseat.reference.verdict.Verdict.to_dict` has it, and ``own_tests`` where they were asked
for; or ``lost``, a sentence, where no judge came to a verdict. What a lost judge was at is given to a fresh one, so that one
that was ended from outside costs nobody anything. Standard library only, so that a cluster's worker loads little.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any, cast

ATTEMPTS = 3
"""Judges that one submission may cost before it counts as not judged."""
LONGEST = 1800.0
"""Seconds after which a judge is taken for stuck. The judge's own limits end any submission long before."""
LEAVE = 10.0
"""Seconds that a judge is given to end by itself and clear up."""
_MODULE = "hotseat.reference.judge_process"


class Stopped(Exception):
    """The judges were sent home while a submission was with one of them."""


class JudgePool:
    """The judges. Its methods may be called by any thread. Always :meth:`close` it."""

    def __init__(self, errors: int | None = None, module: str = _MODULE) -> None:
        """``errors`` is the descriptor for what a judge has to complain of; without it, standard error."""
        self._errors, self._module = errors, module
        self._lock = threading.Lock()
        self._idle: list[_Process] = []
        self._busy: set[_Process] = set()
        self._closed = False

    def judge(self, task: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to a task, and in ``attempts`` how many judges it took. Raises Stopped once the pool is closed."""
        line = json.dumps(task).encode() + b"\n"
        why = ""
        for attempt in range(1, ATTEMPTS + 1):
            answer, why = self._asked(line)
            if answer is not None:
                return {**answer, "attempts": attempt}
        return {"lost": f"Not judged: {ATTEMPTS} judges in a row {why} over it.", "attempts": ATTEMPTS}

    def _asked(self, line: bytes) -> tuple[dict[str, Any] | None, str]:
        """What one judge answers; None, and what became of that judge, where it does not."""
        try:
            process = self._take()
        except OSError as fault:
            time.sleep(1)  # a machine that is out of processes or memory may have some again
            return None, f"could not be started ({fault.strerror})"
        answer: dict[str, Any] | None = None
        try:
            answer = process.ask(line)
        finally:
            with self._lock:
                self._busy.discard(process)
                closed = self._closed
                if answer is not None and not closed:
                    self._idle.append(process)
            if answer is None or closed:
                process.end()
        if answer is None and closed:
            raise Stopped
        return answer, "were stuck" if process.stuck else "ended"

    def _take(self) -> _Process:
        with self._lock:
            if self._closed:
                raise Stopped
            while self._idle:
                process = self._idle.pop()
                if process.lives:
                    break
                process.end()
            else:
                process = _Process(self._module, self._errors)
            self._busy.add(process)
            return process

    def rest(self) -> None:
        """End the judges that have nothing to do."""
        with self._lock:
            idle, self._idle = self._idle, []
        _end(idle)

    def close(self) -> None:
        """End every judge at once, also in the middle of a submission."""
        with self._lock:
            self._closed = True
            every = [*self._idle, *self._busy]
            self._idle = []
        _end(every)


def _end(processes: Sequence[_Process]) -> None:
    for process in processes:
        process.dismiss()
    for process in processes:
        process.end()


class _Process:
    """One judge."""

    def __init__(self, module: str, errors: int | None) -> None:
        self._folder = tempfile.mkdtemp(prefix="hotseat-judge-questions-")
        # A group of its own: an interrupt at the terminal is for whoever sends the judges home, not for them.
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", module, self._folder],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
            )
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        self.stuck = False

    @property
    def lives(self) -> bool:
        return self._process.poll() is None

    def ask(self, line: bytes) -> dict[str, Any] | None:
        """The answer to a line; None where the process ends instead, or is taken for stuck and ended."""
        assert self._process.stdin is not None and self._process.stdout is not None
        clock = threading.Timer(LONGEST, self._give_up)
        clock.daemon = True
        clock.start()
        try:
            self._process.stdin.write(line)
            self._process.stdin.flush()
            answer: Any = json.loads(self._process.stdout.readline())
        except (OSError, ValueError):
            return None
        finally:
            clock.cancel()
        return cast("dict[str, Any]", answer) if isinstance(answer, dict) else None

    def _give_up(self) -> None:
        self.stuck = True
        self._process.kill()

    def dismiss(self) -> None:
        """Tell the process to end, whatever it is at. It ends what it has started, too."""
        if self._process.stdin is not None:
            with contextlib.suppress(OSError, ValueError):
                self._process.stdin.close()

    def end(self) -> None:
        """Dismiss the process and wait until it has ended. May be called more than once, and while it is asked."""
        self.dismiss()
        try:
            self._process.wait(LEAVE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            with contextlib.suppress(OSError, ValueError):
                self._process.stdout.close()
        shutil.rmtree(self._folder, ignore_errors=True)
