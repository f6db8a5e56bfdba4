"""The keeper and the limits of a kernel's process.

On Linux the process first parts in two. The *keeper* stays, is told by the system when the application ends however it
ends, and then ends every process that descends from the kernel, those in sessions of their own included. It also
ends them when the kernel ends, and leaves with the kernel's exit status. The other part becomes the kernel.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Collection
from types import FrameType

SET_DEATH_SIGNAL, SET_SUBREAPER = 1, 36
"""Options of prctl(2)."""
LARGEST_FILE = 4 << 30
"""Bytes a file written in a cell may have, so that a slip does not fill the disk."""
PARENT_GONE = 97
"""The exit code where the application ended while its kernel began."""


class ToldToEnd(BaseException):
    """The application has ended, or asks the keeper to end."""


def told_to_end(signum: int, frame: FrameType | None) -> None:
    """A signal handler: leave whatever is being waited for. It is told twice now and then, and must not leave the end too."""
    signal.signal(signum, signal.SIG_IGN)
    raise ToldToEnd


def prctl(option: int, value: int) -> None:
    """Call prctl(2); what the system does not know is left."""
    import ctypes

    ctypes.CDLL(None, use_errno=True).prctl(option, ctypes.c_ulong(value), 0, 0, 0)


def part_from_keeper() -> None:
    """Fork. Returns in the child, which becomes the kernel; the keeper never returns."""
    application = int(os.environ.get("JPY_PARENT_PID") or 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, told_to_end)
    prctl(SET_SUBREAPER, 1)
    prctl(SET_DEATH_SIGNAL, signal.SIGTERM)
    if application and os.getppid() != application:
        os._exit(PARENT_GONE)
    keeper = os.getpid()
    os.environ["JPY_PARENT_PID"] = str(keeper)
    kernel = os.fork()
    if kernel:
        _leave_as(_keep(kernel))
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    prctl(SET_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != keeper:
        os._exit(PARENT_GONE)


def _keep(kernel: int) -> int:
    """Wait for the kernel, reap what is orphaned meanwhile; the kernel's wait status, or 0 when told to end."""
    status = 0
    try:
        ended = 0
        while ended != kernel:
            ended, status = os.waitpid(-1, 0)
    except ToldToEnd:
        status = 0
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    end_descendants()
    return status


def _leave_as(status: int) -> None:
    """End with the given wait status, by the same signal where it was a signal."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        with contextlib.suppress(OSError, ValueError):
            signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
    os._exit(os.WEXITSTATUS(status))


def descendants(spare: Collection[int] = ()) -> list[int]:
    """The live processes below this one, orphans among them where it is their subreaper; but not ``spare`` and theirs."""
    below: dict[int, list[int]] = {}
    for name in os.listdir("/proc"):  # noqa: PTH208 - a kernel's start has no time for pathlib
        if not name.isdigit():
            continue
        with contextlib.suppress(OSError, ValueError, IndexError), open(f"/proc/{name}/stat", "rb") as file:  # noqa: PTH123
            state, parent = file.read().rpartition(b")")[2].split()[:2]
            if state != b"Z":
                below.setdefault(int(parent), []).append(int(name))
    found = [pid for pid in below.get(os.getpid(), []) if pid not in spare]
    for pid in found:
        found.extend(below.get(pid, []))
    return found


def end_descendants() -> None:
    """Kill all descendants, again until none is left, for at most three seconds."""
    deadline = time.monotonic() + 3
    while (found := descendants()) and time.monotonic() < deadline:
        for number in (signal.SIGSTOP, signal.SIGKILL):
            for pid in found:
                with contextlib.suppress(OSError):
                    os.kill(pid, number)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        time.sleep(0.002)


def set_limits(private_bytes: int) -> None:
    """Bound memory and files, leave no core, and be the first to go where the machine runs out of memory."""
    if sys.platform == "win32":
        return
    import resource

    def bound(what: int, value: int) -> None:
        hard = resource.getrlimit(what)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (value, value))

    bound(resource.RLIMIT_CORE, 0)
    bound(resource.RLIMIT_FSIZE, LARGEST_FILE)
    if private_bytes:
        # Not RLIMIT_AS: reserved address space grows with the number of cores and with CUDA, and is not memory in use.
        bound(resource.RLIMIT_DATA, private_bytes)
    go_first(900)


def go_first(score: int) -> None:
    """Be ended before others where the machine runs out of memory; 1000 is before all others."""
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:  # noqa: PTH123
        file.write(str(score))


def private_now() -> int:
    """Bytes of private memory this process has by now."""
    with contextlib.suppress(OSError, ValueError), open("/proc/self/status", "rb") as file:  # noqa: PTH123
        return next((int(line.split()[1]) * 1024 for line in file if line.startswith(b"VmData:")), 0)
    return 0


def give_way() -> None:
    """Let the screen go before the kernel where both want to compute."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(5)
