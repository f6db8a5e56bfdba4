"""One page's app: a process of its own, which ends when its page goes away and takes its kernel with it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Awaitable, Callable

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

log = logging.getLogger(__name__)

READY = b"__GANGLION__\n"
"""What Textual's driver writes before its first packet."""
PRELUDE = 50
"""Lines that may come before that."""
LEAVES = 15.0
"""Seconds that an app has to save and end once it is asked to."""
ENDS = 5.0
"""Seconds that it has on top of that, once it is told to."""
FOREIGN = ("TMUX", "STY", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "TEXTUAL_FPS")
"""What tells of the terminal that the server runs in, which is not the one that the app is shown in."""
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)
"""What ends a process at once; Windows has one way only."""
OWN = {
    "HOTSEAT_BROWSER": "1",
    "HOTSEAT_PICTURES": "blocks",
    "TEXTUAL_DRIVER": "hotseat.tui.browser:BrowserDriver",
    "TEXTUAL_COLOR_SYSTEM": "truecolor",
    "TEXTUAL_FPS": "60",
    "TERM": "xterm-256color",
    "TERM_PROGRAM": "textual",
}


class AppProcess(AppService):
    """The app behind one page, spoken to in Textual's packets."""

    def __init__(
        self,
        write: Callable[[bytes], Awaitable[None]],
        tell: Callable[[str], Awaitable[None]],
        downloads: DownloadManager,
    ) -> None:
        """``write`` takes what is painted, ``tell`` a message to the page."""
        self.ended = asyncio.Event()
        """Whether the process is gone, or was never there."""
        self._stopping: asyncio.Task[None] | None = None
        super().__init__("", write_bytes=write, write_str=tell, close=self._closed, download_manager=downloads)

    async def _closed(self) -> None:
        """The app says that it ends; the page is closed once it has."""

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        return {**kept, **OWN, "COLUMNS": str(width), "ROWS": str(height)}

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        self._process = process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "hotseat",
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=self._build_environment(width, height),
            start_new_session=True,  # so that ctrl+c at the server does not reach it, and all of it can be ended
        )
        self._stdin = process.stdin
        return process

    async def run(self) -> None:
        """Take in what the app writes, until it ends."""
        assert self._process is not None and self._process.stdout is not None
        output = self._process.stdout
        try:
            for _ in range(PRELUDE):
                line = await output.readline()
                if line == READY or not line:
                    break
            while True:
                kind = await output.readexactly(1)
                payload = await output.readexactly(int.from_bytes(await output.readexactly(4), "big"))
                match kind:
                    case b"D":
                        await self.on_data(payload)
                    case b"M":
                        await self.on_meta(payload)
                    case b"P":
                        await self.on_packed(payload)
                    case _:
                        log.error("an app wrote what is no packet")
                        return
        except (asyncio.IncompleteReadError, ConnectionError, ValueError):
            pass  # it has ended, or is ending
        finally:
            self._end(signal.SIGTERM)
            code = await self._process.wait()
            self._end(KILL)  # whatever it has left behind
            self.ended.set()
            log.info("an app behind a page ended (%s)", code)

    async def on_meta(self, data: bytes) -> None:
        """Pass on what the page is to know; addresses it is told to open are not."""
        if b'"open_url"' in data[:40]:
            log.info("an app wanted to open an address")
            return
        await super().on_meta(data)

    async def stop(self) -> None:
        """Let the app save and leave, and end it where it does not; returns once it is gone."""
        if self._task is None:
            self.ended.set()
            return
        if self._stopping is None:
            self._stopping = asyncio.create_task(self._stop())
        await asyncio.shield(self._stopping)

    async def _stop(self) -> None:
        await self._download_manager.cancel_app_downloads(app_service_id=self.app_service_id)
        with contextlib.suppress(ConnectionError, RuntimeError):
            await self.send_meta({"type": "quit"})
        for patience, last in ((LEAVES, signal.SIGTERM), (ENDS, KILL)):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.ended.wait(), patience)
            if self.ended.is_set():
                return
            self._end(last)
        await self.ended.wait()

    def kill(self) -> None:
        """End the app at once."""
        self._end(KILL)

    def _end(self, number: signal.Signals) -> None:
        """Send a signal to the app, a last one to all that it has started in its group too."""
        process = self._process
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if number == KILL and hasattr(os, "killpg"):
                os.killpg(process.pid, number)
            elif process.returncode is None:
                process.send_signal(number)
