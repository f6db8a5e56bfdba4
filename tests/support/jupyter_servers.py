"""A real Jupyter Server (or kernel gateway) on loopback, killed and started again at will, and a proxy that drops connections."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

TOKEN = "sesame-1234"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class JupyterServer:
    """One server in a folder of its own; the port stays the same across restarts."""

    def __init__(
        self, folder: Path, *, gateway: bool = False, token: str = TOKEN, options: tuple[str, ...] = ()
    ) -> None:
        self.folder, self.gateway, self.token, self.options = folder, gateway, token, options
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns once it answers."""
        home = self.folder / "home"
        (self.folder / "root").mkdir(parents=True, exist_ok=True)
        home.mkdir(exist_ok=True)
        env = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "HOTSEAT"))}
        env |= {"HOME": str(home), "JUPYTER_RUNTIME_DIR": str(home / "run"), "JUPYTER_CONFIG_DIR": str(home / "config")}
        env |= {"JUPYTER_ALLOW_INSECURE_WRITES": "1", "IPYTHONDIR": str(home / "ipython")}
        if self.gateway:
            argv = ["-m", "kernel_gateway", "--KernelGatewayApp.ip=127.0.0.1", f"--KernelGatewayApp.port={self.port}"]
            argv += ["--KernelGatewayApp.port_retries=0", f"--KernelGatewayApp.auth_token={self.token}"]
        else:
            argv = ["-m", "jupyter_server", "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={self.port}", "--no-browser"]
            argv += ["--allow-root", "--ServerApp.port_retries=0", f"--IdentityProvider.token={self.token}"]
            argv += [f"--ServerApp.root_dir={self.folder / 'root'}"]
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, *argv, *self.options],
                cwd=self.folder / "root",
                env=env,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        for _ in range(600):
            with contextlib.suppress(OSError, ValueError):
                self.ask("/api")
                return
            if self._process.poll() is not None:
                break
            time.sleep(0.1)
        raise AssertionError((self.folder / "server.log").read_text(errors="replace")[-3000:])

    def kill(self) -> None:
        """SIGKILL to the server and to all kernels of its, which are in its session or not."""
        assert self._process is not None
        import psutil

        family = [psutil.Process(self._process.pid), *psutil.Process(self._process.pid).children(recursive=True)]
        for process in family:
            with contextlib.suppress(psutil.Error):
                process.kill()
        self._process.wait()
        self._process = None

    def suspend(self, on: bool) -> None:
        """Let the server alone neither hear nor say anything, or wake it again."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGSTOP if on else signal.SIGCONT)

    def stop(self) -> None:
        if self._process is not None:
            self.kill()

    def ask(self, path: str) -> Any:
        headers = {"Authorization": f"token {self.token}"} if self.token else {}
        with urllib.request.urlopen(urllib.request.Request(self.url + path, headers=headers), timeout=5) as answer:
            return json.load(answer)

    def kernels(self) -> list[dict[str, Any]]:
        return list(self.ask("/api/kernels"))


class Proxy:
    """Passes TCP on to a port; connections can be cut, refused, or left open while nothing gets through."""

    def __init__(self, port: int) -> None:
        self._behind = port
        self._pairs: set[asyncio.StreamWriter] = set()
        self._dead: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self.port = 0
        self.url = ""

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = int(self._server.sockets[0].getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"

    async def shut(self) -> None:
        """Accept nothing more, and cut what is there."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self.cut()

    def cut(self) -> None:
        """Cut every connection, as a router does that is switched off and on."""
        for writer in list(self._pairs):
            writer.transport.abort()

    def swallow(self) -> None:
        """Lose what is on the connections that are there now, without a word to either side; new ones are sound."""
        self._dead |= self._pairs

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self._behind)
        except OSError:
            writer.transport.abort()
            return
        both = {writer, there_writer}
        self._pairs |= both
        try:
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.gather(self._pump(reader, there_writer), self._pump(there_reader, writer))
        finally:
            if not both & self._dead:  # else neither side shall hear of it
                self._pairs -= both
                for end in both:
                    end.transport.abort()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(1 << 16):
                if writer in self._dead:
                    continue
                writer.write(data)
                await writer.drain()
        if writer not in self._dead:
            writer.transport.abort()


@contextlib.asynccontextmanager
async def proxy_to(port: int) -> AsyncGenerator[Proxy]:
    proxy = Proxy(port)
    await proxy.open()
    try:
        yield proxy
    finally:
        await proxy.shut()
