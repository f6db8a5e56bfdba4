"""A kernel's process that our launcher becomes, as it is started and signalled on systems with sockets in folders.

It answers to the same calls as jupyter_client's manager and provisioner do for kernels of other kinds, of which it needs
nothing; so the library is loaded only where such a kernel is wanted.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import secrets
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

PORTS = {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "hb_port": 4, "control_port": 5}
"""In a folder of one's own every number is free."""


class Child(Protocol):
    """A process that was begun, by us or by the fork server."""

    returncode: int | None

    def poll(self) -> int | None: ...
    def send_signal(self, sig: int) -> None: ...


@dataclass
class OwnSpec:
    """How our launcher is run; the fields are named as those of jupyter_client's KernelSpec."""

    argv: list[str]
    display_name: str
    metadata: dict[str, Any] = field(default_factory=dict[str, Any])
    env: dict[str, str] = field(default_factory=dict[str, str])


class Starter:
    """Starts one kernel and holds its process."""

    transport = "ipc"

    def __init__(self, spec: OwnSpec, folder: Path, *, encrypted: bool) -> None:
        """``folder`` takes the connection file and the sockets. Nothing is started yet."""
        self._spec, self._file = spec, folder / "k.json"
        self.ip = str(folder / "s")
        self.ports = list(PORTS.values())
        self.provisioner = self
        self.process: Child | None = None
        self.pid: int | None = None
        self.pgid: int | None = None
        self.connection_info: dict[str, Any] = {
            **PORTS,
            "ip": self.ip,
            "key": secrets.token_hex(32),
            "transport": self.transport,
            "signature_scheme": "hmac-sha256",
            "kernel_name": "",
        }
        if encrypted:
            import zmq

            public, secret = zmq.curve_keypair()
            self.connection_info |= {"curve_publickey": public.decode(), "curve_secretkey": secret.decode()}

    def get_connection_info(self) -> dict[str, Any]:
        """What the connection file holds."""
        return dict(self.connection_info)

    async def start_kernel(self, *, env: Mapping[str, str], **given: Any) -> None:
        """Write the connection file and begin the process. Raises OSError."""
        await self.launch_kernel(self._command(), env={**env, **self._spec.env}, **given)

    def start_now(self, *, env: Mapping[str, str], **given: Any) -> None:
        """The same without an event loop, and never by the fork server."""
        self._begin(self._command(), {**env, **self._spec.env}, given)

    def _command(self) -> list[str]:
        # Readable for this person alone from the first moment on: it holds the keys.
        with os.fdopen(os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(self.connection_info, file)
        return [str(self._file) if part == "{connection_file}" else part for part in self._spec.argv]

    async def launch_kernel(self, command: list[str], *, env: Mapping[str, str], **given: Any) -> Any:
        """Begin the process; the fork server puts its own in the place of this."""
        self._begin(command, env, given)
        return self.connection_info

    def _begin(self, command: list[str], env: Mapping[str, str], given: Mapping[str, Any]) -> None:
        begun = subprocess.Popen(
            command, env={**env, "JPY_PARENT_PID": str(os.getpid())}, start_new_session=True, **given
        )
        self.process, self.pid, self.pgid = begun, begun.pid, begun.pid

    async def poll(self) -> int | None:
        """The exit code, or None while the process lives; 0 where none was begun."""
        return self.process.poll() if self.process is not None else 0

    async def wait(self) -> None:
        """Wait until the process has ended."""
        while self.process is not None and self.process.poll() is None:  # noqa: ASYNC110 - nobody tells of it
            await asyncio.sleep(0.1)

    async def kill(self) -> None:
        """End the process and its group at once."""
        self._signal(signal.SIGKILL)

    async def interrupt_kernel(self) -> None:
        """Interrupt the process and its group. Raises OSError where it cannot be reached."""
        self._signal(signal.SIGINT)

    def _signal(self, number: int) -> None:
        if self.process is None:
            return
        if self.pgid:
            with contextlib.suppress(OSError):
                os.killpg(self.pgid, number)
                return
        self.process.send_signal(number)

    async def cleanup_resources(self) -> None:
        """Remove the connection file; the folder with the sockets is whoever's it is."""
        self._file.unlink(missing_ok=True)
