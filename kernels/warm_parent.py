"""The warm parent: a process that has imported libraries, does nothing with them, and forks a child per request.

It is started as a program of its own with a clean environment, holds no question and no submission, and runs no library
code but what imports run, which starts no thread: a process that has run one parallel operation leaves its forked children
hanging for ever. What a child is to work on reaches the child alone, over a descriptor handed through with the request.

Where forking is unsafe the same program serves one child itself: ``python -m hotseat.kernels.warm_parent once``. It is
started ahead, and has its libraries loaded when the request comes.
"""

from __future__ import annotations

import gc
import json
import os
import secrets
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from hotseat.kernels import landlock, namespaces, seccomp
from hotseat.kernels.channel import CUT_OFF, Channel
from hotseat.kernels.generators import reseed
from hotseat.kernels.oom import oom_kills
from hotseat.kernels.sandbox import MOST_TASKS, NOWHERE, Limits, confine, readable

FOLDER = "hotseat-judge-"
"""How the folders begin that hold children's scratch folders; the parent's process number follows."""
LARGEST_REQUEST = 1 << 16
SCRATCH_MEGABYTES, SCRATCH_FILES = 64, 2000
"""What a child's scratch folder may hold in all; a child that exceeds it is killed."""


@dataclass
class Nursling:
    """A child while it lives."""

    name: int
    pid: int
    scratch: str
    oom_kills: int
    """The machine's count of processes killed for want of memory when the child began."""
    killed: bool = False
    """Whether the end was asked for."""
    full: bool = False
    """Whether it was killed for filling its scratch folder."""
    shares: Limits | None = None
    """What it may use together with the processes that it starts, where it may start some."""
    over: str = ""
    """What it was killed for using too much of: ``processes`` or ``memory``."""


@dataclass
class Parent:
    """The warm parent's state: its control socket and its children."""

    control: socket.socket
    base: str
    """The folder that holds the children's scratch folders."""
    allowed: list[landlock.Rule]
    children: dict[int, Nursling] = field(default_factory=dict[int, Nursling])
    orphans: bool = False
    """Whether any child so far could have started other processes."""

    def serve(self) -> None:
        """Forks, kills and reports until the control socket closes."""
        woken, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        poll = select.poll()
        poll.register(self.control, select.POLLIN)
        poll.register(woken, select.POLLIN)
        while True:
            ready = dict(poll.poll(self._patience()))
            if woken in ready:
                os.read(woken, 4096)
            self._reap()
            if self.control.fileno() in ready and not self._request():
                return
            self._watch_scratch()
            self._watch_families()

    def _patience(self) -> int | None:
        """Milliseconds until the next look at the children; None where there are none."""
        if any(child.shares is not None for child in self.children.values()):
            return 100
        return 200 if self.children else None

    def _request(self) -> bool:
        data, fds, _, _ = socket.recv_fds(self.control, LARGEST_REQUEST, 2)
        if not data:
            return False
        request = json.loads(data)
        if "kill" in request:
            for child in self.children.values():
                if child.name == request["kill"]:
                    child.killed = True
                    self._kill(child)
            return True
        try:
            self._fork(request, fds)
        except OSError as error:
            self._report({"ended": request["fork"], "refused": str(error)})
        finally:
            for fd in fds:
                os.close(fd)
        return True

    def _fork(self, request: dict[str, Any], fds: list[int]) -> None:
        if len(os.listdir("/proc/self/task")) != 1:  # noqa: PTH208
            raise OSError("the warm parent has more than one thread")
        limits = Limits(**request["limits"])
        scratch = tempfile.mkdtemp(dir=self.base)
        extra = landlock.rules([Path(path) for path in request["readable"]], [])
        parent = os.getpid()
        kills = oom_kills()
        pid = os.fork()
        if pid == 0:
            become(request["entry"], limits, [*self.allowed, *extra], scratch, parent, fds)
        alone = not limits.processes and seccomp.available()
        shares = limits if limits.processes else None
        self.children[pid] = Nursling(request["fork"], pid, scratch, kills, shares=shares)
        self.orphans = self.orphans or not alone

    def _reap(self) -> None:
        while True:
            try:
                found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return
            if found is None:
                return
            child = self.children.pop(found.si_pid, None)
            if child is not None:
                self._kill(child)  # before its number is free again: what it left in its group goes with it
            _, status, usage = os.wait4(found.si_pid, 0)
            if child is None:
                continue
            if self.orphans:
                self._kill_orphans()
            _remove(child.scratch)
            code = os.waitstatus_to_exitcode(status)
            self._report(
                {
                    "ended": child.name,
                    "code": code,
                    "killed": child.killed,
                    "full": child.full,
                    "over": child.over,
                    "starved": code == -signal.SIGKILL and not child.killed and oom_kills() > child.oom_kills,
                    "peak": usage.ru_maxrss,
                }
            )

    def _kill(self, child: Nursling) -> None:
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            try:
                os.kill(child.pid, signal.SIGKILL)  # it has not yet begun a group of its own
            except ProcessLookupError:
                return

    def _kill_orphans(self) -> None:
        """Ends what children started and left behind; as their subreaper this process has become its parent."""
        import psutil

        for process in psutil.Process().children():
            if process.pid not in self.children:
                for one in (*process.children(recursive=True), process):
                    try:
                        one.kill()
                    except psutil.Error:
                        continue

    def _watch_scratch(self) -> None:
        for child in self.children.values():
            if not child.full and _too_full(child.scratch):
                child.full = True
                self._kill(child)

    def _watch_families(self) -> None:
        for child in self.children.values():
            if child.shares is not None and not child.over:
                from hotseat.kernels import family

                child.over = family.over(child.pid, child.shares, family.held())
                if child.over:
                    self._kill(child)

    def _report(self, event: dict[str, Any]) -> None:
        try:
            self.control.send(json.dumps(event).encode("ascii"))
        except OSError:
            return  # the other side has gone; the loop ends at its next turn

    def close(self) -> None:
        """Ends every child and removes the folders."""
        signal.set_wakeup_fd(-1)
        for child in self.children.values():
            self._kill(child)
        if self.orphans:
            self._kill_orphans()
        _remove(self.base)


def become(entry: str, limits: Limits, allowed: list[landlock.Rule], scratch: str, parent: int, fds: list[int]) -> None:
    """Turns a just forked process into a sandboxed child that serves ``entry`` over its descriptor; never returns."""
    try:
        import fcntl

        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        os.setsid()
        channel = fcntl.fcntl(fds[0], fcntl.F_DUPFD_CLOEXEC, 3 + secrets.randbelow(90))
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.dup2(fds[1], 1)
        os.dup2(fds[1], 2)
        os.closerange(3, channel)
        os.closerange(channel + 1, 1 << 20)
        serve(entry, limits, allowed, scratch, parent, Channel(channel, channel))
        os._exit(0)
    except BaseException:
        traceback.print_exc(limit=-4)
        sys.stderr.flush()
        os._exit(CUT_OFF)


def serve(
    entry: str, limits: Limits, allowed: list[landlock.Rule], scratch: str, parent: int | None, channel: Channel
) -> None:
    """Confines this process, reseeds it, says which layers hold, and hands over to ``entry``: ``module:function``."""
    module, _, name = entry.partition(":")
    function = getattr(import_module(module), name)
    os.environ.update(HOME=scratch, TMPDIR=scratch, TEMP=scratch, TMP=scratch, NUMBA_CACHE_DIR=f"{scratch}/numba")
    os.environ.update(SPARK_LOCAL_DIRS=scratch, SPARK_SUBMIT_OPTS=f"-Djava.io.tmpdir={scratch} -XX:-UsePerfData")
    tempfile.tempdir = None
    os.chdir(scratch)
    os.umask(0o077)
    inside, refused = NOWHERE, ""
    if limits.namespaces and sys.platform.startswith("linux"):
        try:
            inside = namespaces.enter(limits.namespaces, scratch, parent, most_tasks=MOST_TASKS)
            parent = inside.parent
        except OSError as error:
            refused = error.strerror or str(error)
    layers = confine(limits, allowed=allowed, scratch=scratch, parent=parent, inside=inside)
    reseed(secrets.randbits(32))
    channel.send({"said": "ready", "layers": layers, "refused": refused})
    function(channel)


def _too_full(folder: str) -> bool:
    files = size = 0
    todo = [folder]
    while todo:
        try:
            with os.scandir(todo.pop()) as entries:
                for entry in entries:
                    files += 1
                    if entry.is_dir(follow_symlinks=False):
                        todo.append(entry.path)
                    else:
                        size += entry.stat(follow_symlinks=False).st_blocks * 512
                    if files > SCRATCH_FILES or size > SCRATCH_MEGABYTES << 20:
                        return True
        except OSError:
            continue
    return False


def _remove(folder: str) -> None:
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except (OSError, RecursionError):
        subprocess.run(["rm", "-rf", "--", folder], check=False)  # deeper than Python's stack


def _clear_up_after_the_dead() -> None:
    """Removes the folders of warm parents that were killed before they could."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER}*"):
        number = folder.name.removeprefix(FOLDER).partition("-")[0]
        with suppress(OSError):
            if number.isdecimal() and folder.stat().st_uid == os.getuid() and not Path("/proc", number).exists():
                _remove(str(folder))


def _settle(config: dict[str, Any]) -> list[landlock.Rule]:
    """Imports what is asked for and returns what children may read."""
    for name in config["preload"]:
        import_module(name)
    for name in config["optional"]:
        with suppress(Exception):  # whoever imports it in the child is told why that fails
            import_module(name)
    hidden = [Path(path) for path in config["hidden"]]
    return landlock.rules(readable(), hidden)


def _warm(fd: int, config: dict[str, Any]) -> None:
    from hotseat.kernels.linux import SET_CHILD_SUBREAPER, prctl

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=fd)
    began = time.monotonic()
    prctl(SET_CHILD_SUBREAPER, 1)
    _clear_up_after_the_dead()
    parent = Parent(control, tempfile.mkdtemp(prefix=f"{FOLDER}{os.getpid()}-"), _settle(config))
    gc.collect()
    gc.freeze()
    control.send(json.dumps({"ready": time.monotonic() - began}).encode("ascii"))
    try:
        parent.serve()
    finally:
        parent.close()


def _once(config: dict[str, Any]) -> None:
    """Imports, waits for a request over what was its standard input, and serves that one child in this very process."""
    read, write = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    allowed = _settle(config)
    channel = Channel(read, write)
    request = channel.receive()
    if request is None:
        return
    allowed += landlock.rules([Path(path) for path in request["readable"]], [])
    serve(request["entry"], Limits(**request["limits"]), allowed, request["scratch"], None, channel)


def main() -> None:
    """``warm_parent FD CONFIG`` serves on a control socket; ``warm_parent once CONFIG`` becomes one child itself."""
    config = json.loads(sys.argv[2])
    first = sys.argv[1]
    sys.argv[:] = ["hotseat"]
    if first == "once":
        _once(config)
    else:
        _warm(int(first), config)


if __name__ == "__main__":
    main()
