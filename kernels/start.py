"""The first program in the kernel's own process: its keeper, its limits, and then the kernel.

It is run as a file, never imported by Hotseat, and imports nothing of Hotseat: what lies beside it stays out of the
candidate's reach of ``import``. Called as ``start.py BYTES kernel -f FILE`` it becomes our own ipykernel, and as
``start.py BYTES run PROGRAM ARGUMENT...`` it becomes any other kernel. ``BYTES`` bounds the private memory of the kernel's
process; 0 sets no bound.

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
from types import FrameType
from typing import Any, ClassVar

SET_DEATH_SIGNAL, SET_SUBREAPER = 1, 36
"""Options of prctl(2)."""
LARGEST_FILE = 4 << 30
"""Bytes a file written in a cell may have, so that a slip does not fill the disk."""
LARGEST_MESSAGE = 1 << 16
"""Characters of printed text in one message, so that no message takes long to read."""
SOON = 0.04
"""Seconds after which printed text is sent, and for which a further flush is not taken literally."""
PARENT_GONE = 97
"""The exit code where the application ended while its kernel began."""


class _ToldToEnd(BaseException):
    """The application has ended, or asks the keeper to end."""


def _told_to_end(signum: int, frame: FrameType | None) -> None:
    raise _ToldToEnd


def _prctl(option: int, value: int) -> None:
    import ctypes

    ctypes.CDLL(None, use_errno=True).prctl(option, ctypes.c_ulong(value), 0, 0, 0)


def part_from_keeper() -> None:
    """Fork. Returns in the child, which becomes the kernel; the keeper never returns."""
    application = int(os.environ.get("JPY_PARENT_PID") or 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _told_to_end)
    _prctl(SET_SUBREAPER, 1)
    _prctl(SET_DEATH_SIGNAL, signal.SIGTERM)
    if application and os.getppid() != application:
        os._exit(PARENT_GONE)
    keeper = os.getpid()
    os.environ["JPY_PARENT_PID"] = str(keeper)
    kernel = os.fork()
    if kernel:
        _leave_as(_keep(kernel))
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _prctl(SET_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != keeper:
        os._exit(PARENT_GONE)


def _keep(kernel: int) -> int:
    """Wait for the kernel, reap what is orphaned meanwhile; the kernel's wait status, or 0 when told to end."""
    status = 0
    try:
        ended = 0
        while ended != kernel:
            ended, status = os.waitpid(-1, 0)
    except _ToldToEnd:
        status = 0
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _end_descendants()
    return status


def _leave_as(status: int) -> None:
    """End with the given wait status, by the same signal where it was a signal."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        with contextlib.suppress(OSError, ValueError):
            signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
    os._exit(os.WEXITSTATUS(status))


def _descendants() -> list[int]:
    """The live processes below this one. Orphans are among them, because the keeper is their subreaper."""
    below: dict[int, list[int]] = {}
    for name in os.listdir("/proc"):  # noqa: PTH208 - the keeper stays small without pathlib
        if not name.isdigit():
            continue
        with contextlib.suppress(OSError, ValueError, IndexError), open(f"/proc/{name}/stat", "rb") as file:  # noqa: PTH123
            state, parent = file.read().rpartition(b")")[2].split()[:2]
            if state != b"Z":
                below.setdefault(int(parent), []).append(int(name))
    found = below.get(os.getpid(), [])
    for pid in found:
        found.extend(below.get(pid, []))
    return found


def _end_descendants() -> None:
    """Kill all descendants, again until none is left, for at most three seconds."""
    deadline = time.monotonic() + 3
    while (found := _descendants()) and time.monotonic() < deadline:
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
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:  # noqa: PTH123
        file.write("900")


def give_way() -> None:
    """Let the screen go before the kernel where both want to compute."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(5)


def _without_unused_clients() -> None:
    """Stand a lazy package in for ``jupyter_client``, whose clients and managers a kernel never uses.

    ipykernel needs two of its modules; importing the package itself costs a fifth of the kernel's start.
    """
    import importlib
    import importlib.util
    import types

    spec = importlib.util.find_spec("jupyter_client")
    if spec is None or spec.submodule_search_locations is None:
        return
    package = types.ModuleType("jupyter_client", "Loaded as it is needed.")
    package.__path__ = list(spec.submodule_search_locations)
    package.__spec__, package.__file__, package.__package__ = spec, spec.origin, "jupyter_client"

    def load(name: str) -> object:
        if not name.startswith("__"):
            for part in ("connect", "_version", "session", "asynchronous", "blocking", "client", "manager",
                         "multikernelmanager", "launcher", "kernelspec", "provisioning"):  # fmt: skip
                module = importlib.import_module(f"jupyter_client.{part}")
                if hasattr(module, name):
                    return getattr(module, name)
        raise AttributeError(f"module 'jupyter_client' has no attribute {name!r}")

    package.__dict__["__getattr__"] = load
    sys.modules["jupyter_client"] = package


def _stream_class() -> Any:
    """The class of ``sys.stdout`` and ``sys.stderr`` in the kernel.

    ipykernel's own sends what is printed to the two streams, and what is displayed, in whatever order the pieces come to be
    flushed; waits for another thread at every flush; sends any amount in one message; and takes in what child processes
    wrote some time after their cell has ended. This one keeps the order in which things were written, treats a flush
    soon after another as the wish that it is, sends small messages, and can take in what child processes wrote until now.
    """
    import codecs
    import select
    import threading
    from collections import deque

    from ipykernel.iostream import OutStream

    class Stream(OutStream):  # type: ignore[misc]
        flush_interval = SOON
        everyone: ClassVar[list[Stream]] = []
        outbox: ClassVar[deque[tuple[Stream, dict[str, Any], str]]] = deque()
        """What was written, in order; emptied by the thread that publishes."""
        outbox_lock = threading.Lock()

        def __init__(self, *given: Any, **named: Any) -> None:
            self._reading = threading.Lock()
            self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
            self._flushed = 0.0
            self._other: Stream | None = None
            super().__init__(*given, **named)
            if self.everyone:
                self._other, self.everyone[0]._other = self.everyone[0], self
            self.everyone.append(self)

        @classmethod
        def lead(cls, publisher: Any) -> None:
            """Let whatever another thread publishes follow what was written before it."""
            send, process = publisher.send_multipart, os.getpid()

            def send_in_order(*given: Any, **named: Any) -> None:
                thread = threading.current_thread()
                if thread is not publisher.thread and os.getpid() == process:
                    if thread is threading.main_thread():  # the thread that cells run in
                        for stream in cls.everyone:
                            stream._take_written()
                    cls._put_out(cls.everyone)
                send(*given, **named)

            publisher.send_multipart = send_in_order

        @classmethod
        def _put_out(cls, streams: list[Stream]) -> None:
            for stream in streams:
                publisher = stream.pub_thread
                if stream._buffers and publisher is not None:
                    stream._capture()
                    publisher.schedule(cls._send_outbox)

        @classmethod
        def _send_outbox(cls) -> None:
            while cls.outbox:
                stream, parent, text = cls.outbox.popleft()
                stream._publish(parent, text)

        def write(self, string: str) -> int | None:
            other = self._other
            if other is not None and other._buffers and self._is_master_process():
                self._put_out([other])
            return super().write(string)

        def flush(self) -> None:
            now = time.monotonic()
            if now - self._flushed > SOON or not self._is_master_process():
                self._flushed = now
                super().flush()

        def _flush(self) -> None:
            if not self._is_master_process():
                super()._flush()
                return
            self._flush_pending = False
            self._capture()
            self._send_outbox()

        def _capture(self) -> None:
            with self.outbox_lock:
                for parent, buffer in self._rotate_buffers().items():
                    text = buffer.getvalue()
                    self.outbox.extend(
                        (self, dict(parent), text[start : start + LARGEST_MESSAGE])
                        for start in range(0, len(text), LARGEST_MESSAGE)
                    )

        def _publish(self, parent: dict[str, Any], text: str) -> None:
            try:
                text.encode()
            except UnicodeEncodeError:  # a lone surrogate, which no message can hold
                text = text.encode("utf-8", "backslashreplace").decode()
            message = self.session.msg("stream", {"name": self.name, "text": text}, parent=parent)
            # Straight to the socket: by way of the publisher it would go behind what waits there already.
            socket = self.pub_thread.socket if self.pub_thread is not None else None
            if socket is not None:
                self.session.send(socket, message, ident=self.topic)

        def _watch_pipe_fd(self) -> None:
            ready = select.poll()
            if self._fid is not None:
                ready.register(self._fid, select.POLLIN)
            with contextlib.suppress(OSError, ValueError):
                while self._should_watch and any(event & select.POLLIN for _, event in ready.poll()):
                    self._take_written()

        def _take_written(self) -> None:
            if self._fid is None or not self._should_watch:
                return
            import fcntl
            import termios

            with self._reading:
                size = bytearray(4)
                fcntl.ioctl(self._fid, termios.FIONREAD, size)
                left = int.from_bytes(size, sys.byteorder)
                while left > 0:
                    read = os.read(self._fid, min(left, LARGEST_MESSAGE))
                    left -= len(read)
                    self.write(self._decoder.decode(read))

    return Stream


def become_kernel(arguments: list[str]) -> None:
    """Run ipykernel without its debugger, with an output channel that drops nothing."""
    import faulthandler

    faulthandler.enable(file=os.fdopen(os.dup(2), "w"))  # fd 2 itself is captured by the kernel
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    _without_unused_clients()
    sys.path.append("")  # last, so that a numpy.py in the folder does not hide numpy

    import zmq
    from ipykernel.kernelapp import IPKernelApp

    stream = _stream_class()

    class Application(IPKernelApp):  # type: ignore[misc]
        """ipykernel, sending without a high-water mark: past the usual mark of 1000 messages output is dropped."""

        def init_iopub(self, context: Any) -> None:
            context.setsockopt(zmq.SNDHWM, 0)
            super().init_iopub(context)
            stream.lead(self.iopub_thread)

        def initialize(self, argv: Any = None) -> None:
            super().initialize(argv)
            give_way()  # only now: a start should not wait behind others

    sys.modules["_kernel_start"] = module = type(sys)("_kernel_start")
    module.__dict__["Stream"] = stream
    Application.launch_instance(
        [
            *arguments,
            "--IPKernelApp.outstream_class=_kernel_start.Stream",
            "--HistoryManager.enabled=False",
            "--Completer.use_jedi=False",
            "--HistoryManager.hist_file=:memory:",
        ]
    )


def main() -> None:
    """Read the arguments; see the module's docstring."""
    private_bytes, what, *rest = sys.argv[1:]
    if sys.platform == "linux":
        part_from_keeper()
    set_limits(int(private_bytes))
    if what == "run":
        give_way()
        try:
            os.execvp(rest[0], rest)
        except OSError as fault:
            sys.exit(f"{rest[0]}: {fault.strerror}")
    become_kernel(rest)


if __name__ == "__main__":
    main()
