"""One HTTP exchange with one endpoint, on the connections that tornado brings; it can be broken off at any moment.

Neither proxies nor redirects are followed, so that nothing goes to another place than the one that was named, and
certificates are always checked. Errors carry a sentence of our own: what a server writes may hold a key or a control
sequence, and is never passed on.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from tornado.http1connection import HTTP1Connection, HTTP1ConnectionParameters
from tornado.httputil import HTTPHeaders, HTTPMessageDelegate, RequestStartLine, ResponseStartLine
from tornado.iostream import IOStream, StreamClosedError
from tornado.tcpclient import TCPClient

from hotseat import __version__

CONNECT_SECONDS = 3.0
"""Within which a connection must stand, TLS included."""
MOST_BYTES = 2_000_000
"""Of one response."""
_WAITING_PIECES = 16
"""Pieces of a body that wait to be read before the server is held up."""


class ModelTrouble(Exception):
    """The endpoint could not be used; the message says why in a sentence without anything that the server wrote."""


class Refused(ModelTrouble):
    """The endpoint answered with an HTTP status other than 200."""

    def __init__(self, code: int) -> None:
        why = {
            401: "it refuses the key",
            403: "it refuses the key",
            404: "it knows no such address or model",
            429: "it has had too many requests",
        }.get(code, "it could not do what was asked" if code < 500 else "it failed")
        super().__init__(f"The language model's endpoint answered with status {code}: {why}.")
        self.code = code


class Response(HTTPMessageDelegate):
    """The answer as it comes in."""

    def __init__(self) -> None:
        self.code = 0
        self.kind = ""
        """The media type."""
        self.whole = False
        """Whether it came to its proper end."""
        self._begun: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._pieces: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._room = asyncio.Semaphore(_WAITING_PIECES)
        self._size = 0
        self.too_large = False

    def headers_received(self, start_line: RequestStartLine | ResponseStartLine, headers: HTTPHeaders) -> None:
        """Take the status; interim ones are passed over."""
        assert isinstance(start_line, ResponseStartLine)
        if start_line.code >= 200 and not self._begun.done():
            self.code = start_line.code
            self.kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
            self._begun.set_result(None)

    async def data_received(self, chunk: bytes) -> None:
        """Take a piece of the body, once there is room for it."""
        self._size += len(chunk)
        self.too_large = self.too_large or self._size > MOST_BYTES
        if not self.too_large:
            await self._room.acquire()
            self._pieces.put_nowait(chunk)

    def finish(self) -> None:
        """The end came."""
        self.whole = True

    def over(self) -> None:
        """Nothing more will come."""
        if not self._begun.done():
            self._begun.set_result(None)
        self._pieces.put_nowait(None)

    async def begun(self) -> None:
        """Wait for the status. Raises ModelTrouble where none came."""
        await self._begun
        if not self.code:
            raise ModelTrouble("The language model's endpoint closed the connection without an answer.")

    async def pieces(self) -> AsyncGenerator[bytes]:
        """The body, piece by piece. Raises ModelTrouble where it is cut off or grows beyond all bounds."""
        while (piece := await self._pieces.get()) is not None:
            self._room.release()
            yield piece
            if self.too_large:
                break
        if self.too_large:
            raise ModelTrouble("The language model's answer grew beyond all bounds.")
        if not self.whole:
            raise ModelTrouble("The language model's answer was cut off.")


@asynccontextmanager
async def exchange(method: str, url: str, *, key: str = "", body: bytes | None = None) -> AsyncGenerator[Response]:
    """Send one request and give its response, begun; leaving the block closes the connection.

    Raises ModelTrouble where there is no connection, and Refused for any status but 200.
    """
    where = urlsplit(url)
    host, secure = where.hostname or "", where.scheme == "https"
    stream = await _connected(host, where.port or (443 if secure else 80), secure)
    reading: asyncio.Task[None] | None = None
    try:
        headers = HTTPHeaders(
            {
                "Host": where.netloc,
                "User-Agent": f"hotseat/{__version__}",
                "Accept": "application/json, text/event-stream",
                "Connection": "close",
            }
        )
        if key:
            headers["Authorization"] = f"Bearer {key}"
        if body is not None:
            headers["Content-Type"] = "application/json"
            headers["Content-Length"] = str(len(body))
        response = Response()
        parameters = HTTP1ConnectionParameters(no_keep_alive=True, max_body_size=MOST_BYTES)
        connection = HTTP1Connection(stream, is_client=True, params=parameters)
        reading = asyncio.create_task(_read(connection, response))
        with contextlib.suppress(StreamClosedError):
            path = (where.path or "/") + (f"?{where.query}" if where.query else "")
            connection.write_headers(RequestStartLine(method, path, "HTTP/1.1"), headers, body)
            connection.finish()
        await response.begun()
        if response.code != 200:
            raise Refused(response.code)
        yield response
    finally:
        stream.close()
        if reading is not None:
            reading.cancel()
            await asyncio.wait({reading})


async def _connected(host: str, port: int, secure: bool) -> IOStream:
    options = ssl.create_default_context() if secure else None
    try:
        return await TCPClient().connect(host, port, ssl_options=options, timeout=CONNECT_SECONDS)
    except ssl.SSLCertVerificationError:
        raise ModelTrouble("The certificate of the language model's endpoint could not be verified.") from None
    except TimeoutError:
        raise ModelTrouble("The language model's endpoint did not answer in time.") from None
    except (OSError, StreamClosedError, ValueError):
        raise ModelTrouble("The language model's endpoint could not be reached.") from None


async def _read(connection: HTTP1Connection, response: Response) -> None:
    try:
        await connection.read_response(response)
    except (StreamClosedError, OSError):
        pass  # What is missing shows in the response, which then is not whole.
    finally:
        response.over()
