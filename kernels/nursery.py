"""The nursery: sandboxed processes for the asking, forked from a warm parent that has their libraries loaded.

The parent is a process of its own, started by :meth:`Nursery.start` and ended with :meth:`Nursery.close` or with this
process, whichever comes first. Where forking after imports is unsafe (macOS) or missing (Windows), every child is an
interpreter of its own instead, with the same sandbox as far as the machine has one; a spare is kept that has its libraries
loaded, and a new one begun whenever it is taken.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from hotseat import java
from hotseat.kernels.child import Child, ChildEnded, Ending
from hotseat.kernels.sandbox import Limits

FORKS = sys.platform.startswith("linux")
"""Whether a child can be forked from a warm parent here."""
START_SECONDS = 120.0
"""How long a warm parent may take to import its libraries."""
_MODULE = "hotseat.kernels.warm_parent"


class NurseryFault(Exception):
    """The nursery cannot start processes; the message says why. The fault is the machine's."""


def of_libraries() -> dict[str, str]:
    """What keeps libraries to this machine and to this interpreter: no reports home, and Spark's workers are this Python."""
    found = {"ORT_DISABLE_TELEMETRY": "1", "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    there = java.home()
    return found if there is None else found | {"JAVA_HOME": str(there)}


def environment() -> dict[str, str]:
    """The environment of every sandboxed process: nothing of the user's, one thread per library, fixed hashes."""
    found = {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "MALLOC_ARENA_MAX": "2",
        "KMP_DUPLICATE_LIB_OK": "TRUE",
    }
    found |= of_libraries()
    for name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB_MAXIMUM"):
        found[f"{name}_NUM_THREADS" if name != "VECLIB_MAXIMUM" else "VECLIB_MAXIMUM_THREADS"] = "1"
    if sys.platform == "win32":
        found |= {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    return found


@dataclass(frozen=True)
class _Spare:
    """A process that loads its libraries and waits for its one request."""

    process: asyncio.subprocess.Process
    output: int
    """The descriptor of what it writes."""


class Nursery:
    """Starts sandboxed processes that have ``preload`` imported. Safe for concurrent use within one event loop."""

    def __init__(
        self,
        preload: Sequence[str],
        *,
        optional: Sequence[str] = (),
        hidden: Sequence[Path] = (),
        forks: bool = FORKS,
    ) -> None:
        """Without a module of ``preload`` nothing starts; one of ``optional`` that cannot be imported is left to the child.

        ``hidden`` are folders that no child may read, even where they lie among the libraries.
        """
        self._config = {
            "preload": list(preload),
            "optional": list(optional),
            "hidden": [str(path) for path in hidden],
        }
        self.forks = forks
        self._names = count(1)
        self._waiting: dict[int, asyncio.Future[Ending]] = {}
        self._control: socket.socket | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._listener: asyncio.Task[None] | None = None
        self._spare: _Spare | None = None
        self._starting = asyncio.Lock()
        self._closed = False

    @property
    def awake(self) -> bool:
        """Whether a warm parent or a spare process holds the libraries."""
        return self._control is not None or self._spare is not None

    async def start(self) -> None:
        """Starts the warm parent and waits until its libraries are loaded, or starts a spare process. Raises NurseryFault."""
        async with self._starting:
            if self._closed:
                raise NurseryFault("the judge has been closed")
            if not self.forks:
                self._spare = self._spare or await self._begin()
            elif self._control is None:
                await self._start()
            if self._closed:  # meanwhile, so what has just been started is nobody's
                await self._end()
                raise NurseryFault("the judge has been closed")

    async def _start(self) -> None:
        with contextlib.ExitStack() as undo, tempfile.TemporaryFile() as log:
            mine, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            undo.callback(mine.close)
            mine.setblocking(False)
            try:
                process = await asyncio.create_subprocess_exec(
                    *_python(),
                    str(theirs.fileno()),
                    json.dumps(self._config),
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    pass_fds=(theirs.fileno(),),
                    env=environment(),
                    cwd=tempfile.gettempdir(),
                    start_new_session=True,
                )
            except OSError as error:
                raise NurseryFault(f"the warm parent could not be started: {error}") from error
            finally:
                theirs.close()
            undo.callback(_kill, process)  # while it loads its libraries it would not notice that nobody waits
            try:
                async with asyncio.timeout(START_SECONDS):
                    ready = await asyncio.get_running_loop().sock_recv(mine, 4096)
            except TimeoutError:
                ready = b""
            if not ready:
                log.seek(0)
                lines = log.read()[-2000:].decode(errors="replace").strip().splitlines() or ["it did not say why"]
                raise NurseryFault(f"the warm parent ended while it loaded its libraries: {lines[-1]}")
            undo.pop_all()
        self._control, self._process = mine, process
        self._listener = asyncio.create_task(self._listen(mine), name="nursery")

    async def _listen(self, control: socket.socket) -> None:
        """Hears of children that have ended, until the parent ends."""
        loop = asyncio.get_running_loop()
        while True:
            try:
                data = await loop.sock_recv(control, 4096)
            except OSError:
                data = b""
            if not data:
                break
            event = json.loads(data)
            waiting = self._waiting.pop(event["ended"], None)
            if waiting is not None and not waiting.done():
                waiting.set_result(_ending(event))
        self._lost(control)

    def _lost(self, control: socket.socket) -> None:
        control.close()
        if self._control is control:
            self._control = None
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_result(Ending(refused="the warm parent has ended"))
        self._waiting.clear()

    async def child(self, entry: str, limits: Limits, *, readable: Sequence[Path] = ()) -> Child:
        """A new sandboxed process that serves ``entry``, written ``module:function``, over its channel.

        The function is called with a :class:`hotseat.kernels.channel.Channel`. The first message to arrive is
        ``{"said": "ready", "layers": [...]}``. ``readable`` are folders this child may read beyond the libraries.
        Raises NurseryFault.
        """
        await self.start()
        folders = [str(path) for path in readable]
        if self.forks:
            return await self._forked(entry, limits, folders)
        return await self._fresh(entry, limits, folders)

    async def _forked(self, entry: str, limits: Limits, readable: list[str]) -> Child:
        control = self._control
        if control is None:
            raise NurseryFault("the warm parent has ended")
        name = next(self._names)
        request = {"fork": name, "entry": entry, "limits": asdict(limits), "readable": readable}
        output = os.memfd_create("output") if hasattr(os, "memfd_create") else _unnamed_file()
        mine, theirs = socket.socketpair()
        ended: asyncio.Future[Ending] = asyncio.get_running_loop().create_future()
        self._waiting[name] = ended
        try:
            socket.send_fds(control, [json.dumps(request).encode("ascii")], [theirs.fileno(), output])
        except OSError as error:
            del self._waiting[name]
            mine.close()
            os.close(output)
            raise NurseryFault(f"the warm parent does not answer: {error}") from error
        finally:
            theirs.close()
        reader, writer = await asyncio.open_connection(sock=mine, limit=1 << 20)

        def kill() -> None:
            if not ended.done():
                with contextlib.suppress(OSError):
                    control.send(json.dumps({"kill": name}).encode("ascii"))

        return Child(reader, writer, output, kill, ended)

    async def _fresh(self, entry: str, limits: Limits, readable: list[str]) -> Child:
        """Gives the request to the spare process, and begins the next one."""
        async with self._starting:
            spare, self._spare = self._spare, None
            if spare is None or spare.process.returncode is not None:
                spare = await self._begin()
            self._spare = await self._begin()
            if self._closed:  # meanwhile, so nobody will ever take the next one
                await self._end()
        scratch = tempfile.mkdtemp(prefix=f"hotseat-judge-{os.getpid()}-")
        request = {"entry": entry, "limits": asdict(limits), "readable": readable, "scratch": scratch}
        process = spare.process
        assert process.stdout is not None and process.stdin is not None
        ended: asyncio.Future[Ending] = asyncio.get_running_loop().create_future()
        killed = asyncio.Event()
        keeper = asyncio.create_task(_keep(process, limits, scratch, ended, killed), name="sandboxed process")
        child = Child(process.stdout, process.stdin, spare.output, _killer(process, killed, keeper), ended)
        try:
            await child.send(request)
        except ChildEnded as error:
            child.kill()
            raise NurseryFault(f"a process ended before it was asked for anything: {error}") from error
        return child

    async def _begin(self) -> _Spare:
        output = _unnamed_file()
        try:
            process = await asyncio.create_subprocess_exec(
                *_python(),
                "once",
                json.dumps(self._config),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=output,
                env=environment(),
                cwd=tempfile.gettempdir(),
                start_new_session=True,
                limit=1 << 20,
            )
        except OSError as error:
            os.close(output)
            raise NurseryFault(f"no process could be started: {error}") from error
        return _Spare(process, output)

    async def rest(self) -> None:
        """Ends the warm parent where it has no children, or the spare, to give memory back; the next child starts it anew."""
        async with self._starting:
            if not self._waiting:
                await self._end()

    async def close(self) -> None:
        """Ends the warm parent and every child."""
        self._closed = True
        await self._end()

    async def _end(self) -> None:
        spare, self._spare = self._spare, None
        if spare is not None:
            _kill(spare.process)
            await spare.process.wait()
            os.close(spare.output)
        if self._control is not None and self._listener is not None and self._process is not None:
            self._listener.cancel()
            # Until it no longer waits for the socket, whose number may be given anew.
            await asyncio.wait({self._listener})
            self._lost(self._control)
            try:
                await asyncio.wait_for(self._process.wait(), 5)
            except TimeoutError:
                self._process.kill()


def _kill(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()


def _python() -> tuple[str, ...]:
    """An interpreter that takes neither its search path nor its settings from where and by whom it is started."""
    return (sys.executable, "-s", "-P", "-B", "-m", _MODULE)


def _unnamed_file() -> int:
    fd, name = tempfile.mkstemp(prefix="hotseat-output-")
    with contextlib.suppress(OSError):
        Path(name).unlink()
    return fd


def _ending(event: dict[str, Any]) -> Ending:
    known = ("code", "killed", "full", "over", "starved", "refused")
    return Ending(**{name: event[name] for name in known if name in event})


def _killer(process: asyncio.subprocess.Process, killed: asyncio.Event, keeper: asyncio.Task[None]) -> Any:
    def kill() -> None:
        if not keeper.done():
            killed.set()
            _kill_tree(process.pid)

    return kill


async def _keep(
    process: asyncio.subprocess.Process,
    limits: Limits,
    scratch: str,
    ended: asyncio.Future[Ending],
    killed: asyncio.Event,
) -> None:
    """Waits for a fresh process to end, with an eye on its memory and its children, and clears up after it."""
    import psutil

    from hotseat.kernels import family

    waiting = asyncio.ensure_future(process.wait())
    with_libraries = replace(limits, memory=limits.memory + 2048)
    allowance = with_libraries.memory << 20
    over = ""
    while not waiting.done():
        await asyncio.wait({waiting}, timeout=0.2)
        with contextlib.suppress(psutil.Error):
            if psutil.Process(process.pid).memory_info().rss > allowance:
                _kill_tree(process.pid)
        if limits.processes and not over:
            over = await asyncio.to_thread(family.over, process.pid, with_libraries, 0)
            if over:
                _kill_tree(process.pid)
    _kill_tree(process.pid)
    shutil.rmtree(scratch, ignore_errors=True)
    if not ended.done():
        ended.set_result(Ending(code=process.returncode, killed=killed.is_set(), over=over))


def _kill_tree(pid: int) -> None:
    import psutil

    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        for one in (*process.children(recursive=True), process):
            with contextlib.suppress(psutil.Error):
                one.kill()
