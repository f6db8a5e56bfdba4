"""The fork server: a process that has imported the kernel and the large libraries, and forks kernels that have them too.

It imports and does nothing else: no cell, no question and no check ever reaches it. Libraries are imported in a thread of
low priority, which has ended before anything is forked, with one thread per library, since a process that holds other
threads leaves a forked child with locks that nobody will open. Every fork asserts that there is one thread.

It talks over a socket in JSON, a message each: it says ``ready`` with what it has loaded, is asked to ``fork``, and says
``forked`` with the keeper's process number, or ``refused``, and later ``ended`` with its exit code.
"""

from __future__ import annotations

import contextlib
import gc
import importlib.util
import json
import os
import select
import signal
import socket
import sys
import threading
import time
from typing import Any

from . import ipython, keeper

LARGEST_REQUEST = 1 << 18
LAST = 19
"""The niceness of the thread that imports: whoever else wants to compute goes first."""


def serve(fd: int, config: str) -> None:
    """Import, say so, and fork kernels until the socket closes or the application ends; never returns."""
    control = socket.socket(fileno=fd)
    server = Server(control)
    code = 0
    try:
        server.obey()
        server.ready(json.loads(config)["preload"])
        server.loop()
    except keeper.ToldToEnd:
        pass
    except OSError as fault:
        code = 1
        print(f"fork server: {fault}", file=sys.stderr)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    server.close()
    os._exit(code)


class Server:
    """The server's state: its socket and the keepers of the kernels it has forked."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._keepers: set[int] = set()
        self._controller: Any = None
        self._woken = self._wake = -1

    def obey(self) -> None:
        """End when the application ends, and be told of children's ends."""
        application = int(os.environ.get("JPY_PARENT_PID") or 0)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, keeper.told_to_end)
        keeper.prctl(keeper.SET_SUBREAPER, 1)
        keeper.prctl(keeper.SET_DEATH_SIGNAL, signal.SIGTERM)
        if application and os.getppid() != application:
            raise keeper.ToldToEnd
        keeper.go_first(600)
        self._woken, self._wake = os.pipe()
        for end in (self._woken, self._wake):
            os.set_blocking(end, False)
        signal.signal(signal.SIGCHLD, _noticed)
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)

    def ready(self, preload: list[str]) -> None:
        """Import what is asked for and is there, and say what that was.

        That is nothing where threadpoolctl is missing: kernels could not be given their threads back.
        """
        if importlib.util.find_spec("threadpoolctl") is None:
            preload = []
        loaded: list[str] = []
        thread = threading.Thread(target=_load, args=(ipython.AHEAD, preload, loaded), name="imports")
        thread.start()
        while thread.is_alive():
            if select.select([self._control], [], [], 0.25)[0]:  # nothing is asked yet: the other side has gone
                raise keeper.ToldToEnd
        thread.join()
        with contextlib.suppress(Exception):
            self._controller = sys.modules["threadpoolctl"].ThreadpoolController()
        deadline = time.monotonic() + 1
        while _threads() != 1 and time.monotonic() < deadline:  # a thread that has ended takes a moment to be gone
            time.sleep(0.001)
        gc.collect()
        gc.freeze()
        self._say({"ready": loaded, "threads": _threads()})

    def loop(self) -> None:
        """Fork, and tell of ends, until the socket closes."""
        poll = select.poll()
        poll.register(self._control, select.POLLIN)
        poll.register(self._woken, select.POLLIN)
        while True:
            there = dict(poll.poll())
            if self._woken in there:
                os.read(self._woken, 4096)
                self._reap()
            if self._control.fileno() in there:
                said = self._control.recv(LARGEST_REQUEST)
                if not said:
                    return
                self._fork(json.loads(said)["fork"])

    def close(self) -> None:
        """End every kernel that is left."""
        for pid in self._keepers:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + 1
        while self._keepers and time.monotonic() < deadline:
            self._reap()
            time.sleep(0.005)
        keeper.end_descendants()

    def _fork(self, wanted: dict[str, Any]) -> None:
        threads = _threads()
        if threads != 1:
            self._say({"refused": f"the fork server has {threads} threads"})
            return
        application = os.getpid()
        try:
            pid = os.fork()
        except OSError as fault:
            self._say({"refused": str(fault)})
            return
        if not pid:
            self._become(wanted, application)
        self._keepers.add(pid)
        self._say({"forked": pid})

    def _become(self, wanted: dict[str, Any], application: int) -> None:
        """In the child: take on what a process that is started afresh would have, and become a keeper and a kernel."""
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.setsid()
            for end in (self._woken, self._wake):
                os.close(end)
            self._control.close()
            nothing, log = os.open(os.devnull, os.O_RDONLY), os.open(wanted["log"], os.O_WRONLY | os.O_APPEND)
            os.dup2(nothing, 0)
            os.dup2(log, 1)
            os.dup2(log, 2)
            for end in {nothing, log} - {0, 1, 2}:
                os.close(end)
            os.environ.clear()
            os.environ.update(wanted["env"])
            os.environ["JPY_PARENT_PID"] = str(application)
            os.chdir(wanted["cwd"])
            keeper.part_from_keeper()
            private = int(wanted["bytes"])
            keeper.set_limits(private + keeper.private_now() if private else 0)
            gc.disable()
            sys.setswitchinterval(0.0005)
            self._use_all_threads()
            _seed()
            ipython.become_kernel(wanted["arguments"])
            os._exit(0)
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(1)

    def _use_all_threads(self) -> None:
        """Let libraries compute with as many threads as they would have begun with."""
        wanted = os.environ.get("OMP_NUM_THREADS", "").split(",")[0]
        count = int(wanted) if wanted.isdecimal() else len(os.sched_getaffinity(0))
        with contextlib.suppress(Exception):
            self._controller.limit(limits=count)
        torch: Any = sys.modules.get("torch")
        with contextlib.suppress(Exception):
            torch.set_num_threads(count)  # for threads of the person's own too

    def _reap(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            if pid in self._keepers:
                self._keepers.discard(pid)
                code = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
                if code < 0:
                    self._end_orphans()
                self._say({"ended": pid, "code": code})

    def _end_orphans(self) -> None:
        """What a keeper that was killed has left behind has become this process's."""
        for pid in keeper.descendants(spare=self._keepers):
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)

    def _say(self, message: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):  # the other side has gone: the loop ends at its next turn
            self._control.send(json.dumps(message).encode("ascii"))


def _noticed(signum: int, frame: Any | None) -> None:
    """Only there so that the wake-up descriptor is written to."""


def _threads() -> int:
    return len(os.listdir("/proc/self/task"))  # noqa: PTH208


def _load(ahead: tuple[str, ...], names: list[str], loaded: list[str]) -> None:
    """Import what can be imported, behind everything else on the machine; ``loaded`` gets those of ``names``."""
    with contextlib.suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LAST)
    for name in (*ahead, *names):
        with contextlib.suppress(Exception):
            __import__(name)
            if name not in ahead:
                loaded.append(name)


def _seed() -> None:
    """Every kernel has random numbers of its own, as a new process has."""
    numpy: Any = sys.modules.get("numpy")
    with contextlib.suppress(Exception):
        numpy.random.seed(None)
