"""One WebSocket to a kernel's channels, in a thread of its own; where it is lost it is taken up again.

The thread reads as fast as anything comes, whatever the screen does. All that comes is untrusted: what is malformed is passed
over, and what is too large ends the connection, which is then taken up anew.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Literal, cast

from hotseat.kernels.remote.api import CONNECT, Api, ServerTrouble

LARGEST = 24_000_000
"""Bytes of one message: what one cell may show of pictures, in base64."""
PING = 8.0
"""Seconds between two signs of life, and until one is given up: a cable that was pulled says nothing."""
FIRST_WAIT, LONGEST_WAIT = 0.25, 15.0
"""Seconds before a lost connection is tried again, at first and at last."""
OPENING = 60.0
"""Seconds that a server may take to open the channels: it waits for the kernel itself."""
CHANNELS = ("shell", "iopub", "control", "stdin")
log = logging.getLogger(__name__)


class Away(Exception):
    """There is no connection now."""


@dataclass(frozen=True)
class Change:
    """What has become of the connection."""

    state: Literal["up", "away", "gone"]
    """``gone``: the server does not have the kernel, or does not let us in, any more."""
    at: float
    """When it came about; of ``away``: when anything was heard last. Seconds since the epoch."""
    trouble: ServerTrouble | None = None


class Link:
    """The connection to one kernel."""

    def __init__(
        self,
        api: Api,
        kernel: str,
        session: str,
        on_message: Callable[[str, Mapping[str, Any]], None],
        on_change: Callable[[Change], None],
    ) -> None:
        """Begins to connect. Both callbacks are called in the thread of the link."""
        self._api, self._kernel, self._session = api, kernel, session
        self._on_message, self._on_change = on_message, on_change
        self._socket: Any = None
        self._closed = False
        self._heard = time.time()
        self._loop = asyncio.new_event_loop()
        self._main: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._work, name="hotseat-kernel-link", daemon=True)
        self._thread.start()

    def send(self, message: Mapping[str, Any]) -> Future[None]:
        """Send a message; the future raises Away where there is no connection."""
        text = json.dumps(message, ensure_ascii=True, allow_nan=False)
        sending = self._send(text)
        try:
            return asyncio.run_coroutine_threadsafe(sending, self._loop)
        except RuntimeError:  # the thread has ended
            sending.close()
            ended: Future[None] = Future()
            ended.set_exception(Away())
            return ended

    def renew(self) -> None:
        """Begin another session with the server: what it kept of this one leads nowhere any more."""
        self._session = uuid.uuid4().hex
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._hang_up)

    def _hang_up(self) -> None:
        if self._socket is not None:
            self._socket.close()

    async def close(self) -> None:
        """End the connection and the thread; bounded in time."""
        self._closed = True
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._stop)
        await asyncio.to_thread(self._thread.join, 1.0)

    def _stop(self) -> None:
        if self._main is not None:
            self._main.cancel()

    def _work(self) -> None:
        """The thread."""
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner, contextlib.suppress(asyncio.CancelledError):
            runner.run(self._stay())

    async def _stay(self) -> None:
        self._main = asyncio.current_task()
        wait, first = FIRST_WAIT, True
        while not self._closed:
            try:
                if not first:
                    await self._api.look(self._kernel)
                self._socket = await self._connect()
            except Exception as fault:
                log.info("kernel link: %s", type(fault).__name__)
                trouble = self._api.told(fault)
                if trouble.status in (401, 403) or (trouble.status == 404 and await self._is_gone()):
                    self._on_change(Change("gone", time.time(), trouble))
                    return
                self._on_change(Change("away", self._heard, trouble))
            else:
                self._heard = time.time()
                self._on_change(Change("up", self._heard))
                if await self._read(self._socket):
                    wait = FIRST_WAIT
                self._socket = None
                self._on_change(Change("away", self._heard))
            first = False
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    async def _is_gone(self) -> bool:
        """Whether the server, and not something on the way to it, says that there is no such kernel."""
        try:
            await self._api.look(self._kernel)
        except ServerTrouble as fault:
            return fault.status == 404
        return False

    async def _connect(self) -> Any:
        from tornado.httpclient import HTTPRequest, _RequestProxy  # pyright: ignore[reportPrivateUsage]
        from tornado.httputil import HTTPHeaders
        from tornado.websocket import WebSocketClientConnection

        request = HTTPRequest(
            self._api.channels(self._kernel, self._session),
            headers=HTTPHeaders(self._api.headers),
            connect_timeout=CONNECT,
            request_timeout=OPENING,
            follow_redirects=False,
            user_agent="hotseat",
        )
        # As tornado's websocket_connect does it, which gives no place for hearing the answers to pings.
        connection = WebSocketClientConnection(
            cast("HTTPRequest", _RequestProxy(request, HTTPRequest._DEFAULTS)),  # pyright: ignore[reportPrivateUsage]
            ping_interval=PING,
            ping_timeout=PING,
            max_message_size=LARGEST,
        )
        connection.on_pong = self._pong
        return await connection.connect_future

    def _pong(self, data: bytes) -> None:
        self._heard = time.time()

    async def _read(self, connection: Any) -> bool:
        """Read until the connection ends; whether anything that made sense came."""
        sense = False
        try:
            while (raw := await connection.read_message()) is not None:
                self._heard = time.time()
                with contextlib.suppress(Exception):  # damaged or forged; the next one counts
                    channel, message = read(raw)
                    self._on_message(channel, message)
                    sense = True
        finally:
            connection.close()
        return sense

    async def _send(self, text: str) -> None:
        from tornado.iostream import StreamClosedError
        from tornado.websocket import WebSocketClosedError

        if self._socket is None:
            raise Away
        try:
            await self._socket.write_message(text)
        except (WebSocketClosedError, StreamClosedError):
            raise Away from None


def read(raw: str | bytes) -> tuple[str, dict[str, Any]]:
    """The channel and the message in a frame. Raises ValueError, RecursionError and whatever else a forged one leads to."""
    if isinstance(raw, bytes):  # a message with buffers: how many parts, where each begins, the message, the buffers
        parts = int.from_bytes(raw[:4], "big")
        if not 1 <= parts <= 10_000:
            raise ValueError("no message has so many parts")
        start = int.from_bytes(raw[4:8], "big")
        end = int.from_bytes(raw[8:12], "big") if parts > 1 else len(raw)
        raw = raw[start:end].decode("utf-8", "replace")
    found: Any = json.loads(raw)
    channel, header = found["channel"], found["header"]
    parent, content = found.get("parent_header") or {}, found["content"]
    kind = header["msg_type"]
    if (
        channel not in CHANNELS
        or not isinstance(kind, str)
        or not isinstance(parent, dict)
        or not isinstance(content, dict)
    ):
        raise ValueError("it is no message")
    return channel, {"msg_type": kind, "header": header, "parent_header": parent, "content": content}
