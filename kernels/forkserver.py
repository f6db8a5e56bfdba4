"""This side of the fork server: a process that has the large libraries imported, so that a kernel with them is soon there.

A kernel that is forked takes a tenth of a second to its first answer with numpy, pandas, scikit-learn and torch in it,
where a new process would import for seconds. The server is optional in every way: where it is not there, is not ready, or
refuses, a kernel is started afresh. The other side is ``launcher/server.py``.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from hotseat.kernels.choice import START

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager

    from hotseat.kernels.starter import Starter

FORKS = sys.platform == "linux"
"""Whether forking after imports is safe here, and what descends from a kernel can be kept together."""
_ONE = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS", "BLIS_NUM_THREADS")
ANSWER = 5.0
"""Seconds that the server has to fork."""


class CannotFork(Exception):
    """The server could not fork; start the kernel afresh."""


class Forked:
    """A forked kernel's keeper, with what :class:`subprocess.Popen` tells of a process."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        return self.returncode

    def wait(self, timeout: float | None = None) -> int | None:
        """The exit code as far as it is known; does not wait, since the server tells of the end by itself."""
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


class ForkServer:
    """One server, for one Python. Its methods are called in the event loop."""

    def __init__(self, python: Sequence[str], env: Mapping[str, str], preload: Sequence[str], log: Path) -> None:
        """Nothing is started yet. ``env`` is a kernel's environment; ``log`` takes what the server writes."""
        self.loaded: tuple[str, ...] | None = None
        """The libraries it holds; None until it is ready, and once it has gone."""
        self._argv = [*python, str(START), "0", "serve"]
        self._env = {**env, **dict.fromkeys(_ONE, "1"), "JPY_PARENT_PID": str(os.getpid())}
        self._preload, self._log = tuple(preload), log
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._answer: asyncio.Future[Forked | str] | None = None
        self._kernels: dict[int, Forked] = {}
        self._forking = asyncio.Lock()
        self._became_ready = asyncio.Event()

    async def start(self) -> bool:
        """Start the server and wait until it is ready; whether it is. Takes seconds, for the libraries are imported.

        The process is started in this thread, as kernels are: the system ends it together with the thread.
        """
        try:
            self._control = self._spawn()
        except OSError:
            return False
        asyncio.get_running_loop().add_reader(self._control, self._heard)
        await self._became_ready.wait()
        return self.loaded is not None

    def _spawn(self) -> socket.socket:
        mine, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs, self._log.open("ab") as file:
            mine.setblocking(False)
            self._process = subprocess.Popen(
                [*self._argv, str(theirs.fileno()), json.dumps({"preload": self._preload})],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                env=self._env,
                cwd="/",
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        return mine

    def provide(self, manager: AsyncKernelManager | Starter, log: Path, private_bytes: int) -> None:
        """Let this manager's kernel be forked by the server when it is started, with its output to ``log``."""
        provisioner = cast("Any", manager.provisioner)
        log = log.absolute()

        async def launch_kernel(command: list[str], **given: Any) -> Any:
            kernel = await self._fork(
                {
                    "arguments": command[command.index("kernel") + 1 :],
                    "cwd": given["cwd"],
                    "env": given["env"],
                    "log": str(log),
                    "bytes": private_bytes,
                }
            )
            provisioner.process, provisioner.pid, provisioner.pgid = kernel, kernel.pid, kernel.pid
            return provisioner.connection_info

        provisioner.launch_kernel = launch_kernel

    async def _fork(self, wanted: Mapping[str, Any]) -> Forked:
        async with self._forking:
            if self.loaded is None or self._control is None:
                raise CannotFork("the fork server is not ready")
            self._answer = asyncio.get_running_loop().create_future()
            try:
                self._control.send(json.dumps({"fork": wanted}).encode())
                async with asyncio.timeout(ANSWER):
                    said = await self._answer
            except (OSError, TimeoutError) as fault:
                self.close()
                raise CannotFork(str(fault) or "the fork server did not answer") from None
            finally:
                self._answer = None
        if isinstance(said, str):
            raise CannotFork(said)
        return said

    def close(self) -> None:
        """End the server, and with it every kernel that it has forked; does not wait."""
        self._gone()
        if self._process is not None:
            with contextlib.suppress(OSError):
                self._process.terminate()

    async def closed(self) -> None:
        """Wait until the process has ended; within about two seconds."""
        process = self._process
        if process is None:
            return
        for _ in range(200):
            if process.poll() is not None:
                return
            await asyncio.sleep(0.01)
        process.kill()
        process.wait()

    def _heard(self) -> None:
        control = self._control
        if control is None:
            return
        try:
            said = control.recv(1 << 16)
        except BlockingIOError:
            return
        except OSError:
            said = b""
        if not said:
            self._gone()
            return
        message: dict[str, Any] = json.loads(said)
        if "ready" in message:
            # With a second thread it could not fork; with none of the libraries it would be of no use.
            usable = message["threads"] == 1 and message["ready"]
            self.loaded = tuple(message["ready"]) if usable else None
            self._became_ready.set()
            if not usable:
                self.close()
        elif "ended" in message:
            kernel = self._kernels.pop(int(message["ended"]), None)
            if kernel is not None:
                kernel.returncode = int(message["code"])
        else:
            answer: Forked | str = str(message.get("refused", ""))
            if "forked" in message:
                answer = self._kernels[int(message["forked"])] = Forked(int(message["forked"]))
            if self._answer is not None and not self._answer.done():
                self._answer.set_result(answer)
            elif isinstance(answer, Forked):  # whoever wanted it was cancelled
                with contextlib.suppress(OSError):
                    answer.terminate()

    def _gone(self) -> None:
        self.loaded = None
        self._became_ready.set()
        control, self._control = self._control, None
        if control is not None:
            asyncio.get_running_loop().remove_reader(control)
            control.close()
        for kernel in self._kernels.values():
            kernel.returncode = -signal.SIGTERM  # their keepers end together with the server
        self._kernels.clear()
        if self._answer is not None and not self._answer.done():
            self._answer.set_result("the fork server has gone")
