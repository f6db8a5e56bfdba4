"""How a process becomes an ipykernel: without its debugger, loading what it needs and no more, dropping no output."""

from __future__ import annotations

import contextlib
import gc
import importlib
import importlib.util
import os
import sys
import types
from typing import Any, ClassVar

from . import keeper


def _without_unused_clients() -> None:
    """Stand a lazy package in for ``jupyter_client``, whose clients and managers a kernel never uses.

    ipykernel needs two of its modules; importing the package itself costs a fifth of the kernel's start.
    """
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


def _prepare() -> None:
    """Settle what must be settled before ipykernel is imported."""
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    if "jupyter_client" not in sys.modules:
        _without_unused_clients()


_prepare()

import traitlets  # noqa: E402
import zmq  # noqa: E402
from ipykernel import ipkernel  # noqa: E402
from ipykernel.kernelapp import IPKernelApp  # noqa: E402

from .streams import stream_class  # noqa: E402

STREAM = stream_class()
BOUND = "bound"
"""The pipe beside the connection file that takes a byte once the sockets are bound, so that nobody need look again and again."""
AHEAD = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "IPython.utils.wildcard",
    "cProfile",
    "fractions",
    "ipykernel.debugger",
    "pdb",
    "pygments.formatters.terminal256",
    "pygments.styles",
    "stack_data",
    "tornado.gen",
    "tornado.locks",
    "tornado.platform.asyncio",
    "tornado.queues",
)
"""What a kernel imports while it starts and for its first traceback, for whoever has the time to import it ahead."""


FORKED = "f"
"""The socket beside the connection file by which a forked process prints."""


def _without_open_port(address: str) -> None:
    """Have forked processes print by way of this address, where ipykernel would listen on a port of the loopback device.

    That port would be there for every account of the machine, and for whatever else speaks to local ports.
    """
    from ipykernel.iostream import IOPubThread
    from zmq.eventloop.zmqstream import ZMQStream

    def take(self: Any) -> None:
        self._pipe_uuid = os.urandom(16)
        taking = self.socket.context.socket(zmq.PULL)
        taking.linger = 0
        taking.bind(address)
        self._pipe_in = ZMQStream(taking, self.io_loop)
        self._pipe_in.on_recv(self._handle_pipe_msg)

    def give(self: Any) -> tuple[Any, Any]:
        context = zmq.Context()  # a forked process cannot use its parent's
        giving = context.socket(zmq.PUSH)
        giving.linger = 3000
        giving.connect(address)
        return context, giving

    publisher: Any = IOPubThread
    publisher._setup_pipe_in, publisher._setup_pipe_out = take, give


class _Sys:
    """Python's ``sys``, as if no module were loaded."""

    modules: ClassVar[dict[str, Any]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)


class Application(IPKernelApp):  # type: ignore[misc]
    """ipykernel, sending without a high-water mark: past the usual mark of 1000 messages output is dropped."""

    # Named by text elsewhere, and imported with all the clients as soon as an application is made. A kernel has no client.
    blocking_class = traitlets.Any()

    def init_iopub(self, context: Any) -> None:
        context.setsockopt(zmq.SNDHWM, 0)
        if self.transport == "ipc":
            folder = os.path.dirname(self.abs_connection_file)  # noqa: PTH120
            _without_open_port(f"ipc://{folder}/{FORKED}")
        super().init_iopub(context)
        if STREAM is not None:
            STREAM.lead(self.iopub_thread)

    def init_heartbeat(self) -> None:
        super().init_heartbeat()  # the last socket to be bound
        with contextlib.suppress(OSError):
            folder = os.path.dirname(self.abs_connection_file)  # noqa: PTH120
            told = os.open(f"{folder}/{BOUND}", os.O_WRONLY | os.O_NONBLOCK)
            os.write(told, b"b")
            os.close(told)

    def initialize(self, argv: Any = None) -> None:
        # For its debugger the kernel looks at every module that is loaded, which after a fork would copy their memory.
        module: Any = ipkernel
        module.sys = _Sys()
        try:
            super().initialize(argv)
        finally:
            module.sys = sys
        shell: Any = self.shell
        if hasattr(shell, "_tee"):
            # IPython keeps a copy of all that is printed, for ever; a loop that prints would fill the memory.
            shell._tee = _nothing
        gc.freeze()
        gc.enable()
        sys.setswitchinterval(0.005)
        keeper.give_way()  # only now: a start should not wait behind others


def _nothing(channel: str) -> contextlib.AbstractContextManager[None]:
    return contextlib.nullcontext()


def become_kernel(arguments: list[str]) -> None:
    """Run ipykernel until it is told to end. ``arguments`` are those of ipykernel's own launcher."""
    import faulthandler

    faulthandler.enable(file=os.fdopen(os.dup(2), "w"))  # fd 2 itself is captured by the kernel
    sys.argv[:] = ["ipykernel_launcher.py", *arguments]
    sys.path.append("")  # last, so that a numpy.py in the folder does not hide numpy
    sys.modules["_kernel_start"] = module = types.ModuleType("_kernel_start")
    module.__dict__["Stream"] = STREAM
    Application.launch_instance(
        [
            *arguments,
            *(["--IPKernelApp.outstream_class=_kernel_start.Stream"] if STREAM is not None else []),
            "--HistoryManager.enabled=False",
            "--Completer.use_jedi=False",
            "--HistoryManager.hist_file=:memory:",
        ]
    )
