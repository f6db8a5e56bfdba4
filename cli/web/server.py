"""The server behind ``hotseat serve``: the page, its websocket and its downloads, all of them behind the guard.

Each page has an app of its own, which ends with it: when the page is closed or its connection breaks, what is open is saved, the
kernel ends, and the session can be continued from the next page.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import re
import socket
from collections.abc import Awaitable, Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import textual_serve
from aiohttp import ClientConnectionError, WSCloseCode, WSMsgType, web
from textual_serve.download_manager import DownloadManager

from hotseat.cli.web.app_process import AppProcess
from hotseat.cli.web.guard import TOKEN, Asked, Guard

log = logging.getLogger(__name__)

STATIC = Path(textual_serve.__file__).parent / "static"
HEARTBEAT = 15.0
"""Seconds between two looks whether a page is still there."""
SIZES = range(1, 1001)
"""Columns or rows that a page may have."""
LARGEST = 4_000_000
"""Bytes of one message of a page; a paste is one."""
OWN_FILES = {"page.css": "text/css", "page.js": "text/javascript"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self' ws://{host} wss://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Nothing is asked of any other server. The terminal writes styles of its own into the page."""
REFUSED = "default-src 'none'; frame-ancestors 'none'"
"""The policy of an answer that shows nothing; the name it was asked for as is not repeated in it."""
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), clipboard-read=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
FULL = "There are {most} pages open already, which is as many as hotseat serve was told to keep. Close one, then reload this."

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class PageServer:
    """Serves pages on a socket until it is asked to stop."""

    def __init__(self, guard: Guard, most: int) -> None:
        """``most`` is how many pages may be open at a time."""
        self._guard, self._most = guard, most
        self._downloads = DownloadManager()
        self._apps: set[AppProcess] = set()
        self._leaving: set[AppProcess] = set()
        """Those among them whose page is gone."""
        self._sockets: set[web.WebSocketResponse] = set()
        self._runner: web.AppRunner | None = None
        self._stops = False

    async def start(self, listener: socket.socket) -> None:
        """Listen on a socket that is bound already."""
        app = web.Application(middlewares=[self._checked])
        app.add_routes(
            [
                web.get("/", self._page),
                web.get("/page/{name}", self._own_file),
                web.get("/ws", self._socket),
                web.get("/download/{key}", self._download),
                web.static("/static", STATIC),
            ]
        )
        app.on_response_prepare.append(_add_headers)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.SockSite(self._runner, listener).start()

    async def stop(self) -> None:
        """Let every app save and end, then stop listening."""
        self._stops = True
        await asyncio.gather(*(app.stop() for app in self._apps), return_exceptions=True)
        if self._runner is not None:
            await self._runner.cleanup()

    def kill(self) -> None:
        """End every app at once."""
        for app in self._apps:
            app.kill()

    # The guard.

    @web.middleware
    async def _checked(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        token = request.query.get(TOKEN, "") if request.method == "GET" else ""
        here: Any = request.transport.get_extra_info("sockname") if request.transport else None
        asked = Asked(
            path=request.path,
            hosts=request.headers.getall("Host", []),
            origins=request.headers.getall("Origin", []),
            site=request.headers.get("Sec-Fetch-Site", ""),
            cookie=request.cookies.get(self._guard.cookie, ""),
            token=token,
            socket=request.path == "/ws" or "Upgrade" in request.headers,
            here=str(here[0]) if isinstance(here, tuple) and here else "",
        )
        if why := self._guard.why_not(asked):
            return _said(403, why)
        if request.path == "/" and token:
            return self._let_in(request, token)
        return await handler(request)

    def _let_in(self, request: web.Request, token: str) -> web.StreamResponse:
        """Exchange the token for the cookie, and let the address without it be opened."""
        size = request.query.get("fontsize", "")
        plain = f"/?fontsize={size}" if re.fullmatch(r"[0-9]{1,2}", size) else "/"
        answer = web.Response(status=303, headers={"Location": plain})
        if secret := self._guard.exchanged(token):
            answer.set_cookie(
                self._guard.cookie, secret, path="/", httponly=True, samesite="Strict", secure=request.secure
            )
        return answer

    # What is served.

    async def _page(self, request: web.Request) -> web.StreamResponse:
        if len(self._apps - self._leaving) >= self._most:
            return _said(503, FULL.format(most=self._most))
        return web.Response(text=_own("page.html"), content_type="text/html")

    async def _own_file(self, request: web.Request) -> web.StreamResponse:
        kind = OWN_FILES.get(name := request.match_info["name"])
        return web.Response(text=_own(name), content_type=kind) if kind else _said(404, "There is no such file.")

    async def _download(self, request: web.Request) -> web.StreamResponse:
        """A file that an app was asked for; its address can be used once."""
        key = request.match_info["key"]
        try:
            found = await self._downloads.get_download_metadata(key)
        except KeyError:
            return _said(404, "There is no such file any more. Ask for it again.")
        name = re.sub(r"[^\w.\-]", "_", found.file_name, flags=re.ASCII)
        answer = web.StreamResponse(
            headers={
                "Content-Type": "application/octet-stream",
                "Content-Disposition": f'attachment; filename="{name}"',
            }
        )
        await answer.prepare(request)
        async for chunk in self._downloads.download(key):
            await answer.write(chunk)
        await answer.write_eof()
        return answer

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        """The line between a page and its app, for as long as both are there."""
        for app in tuple(self._leaving):
            await app.ended.wait()  # a page that is reloaded finds its session saved and free
        if self._stops or len(self._apps) >= self._most:
            return _said(503, FULL.format(most=self._most))
        page = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=LARGEST)
        app = AppProcess(_quietly(page, page.send_bytes), _quietly(page, page.send_str), self._downloads)
        self._apps.add(app)
        closer: asyncio.Task[None] | None = None
        try:
            await page.prepare(request)
            await app.start(_size(request.query.get("width"), 80), _size(request.query.get("height"), 24))
            closer = asyncio.create_task(_close_with(app, page))
            async for message in page:
                if message.type == WSMsgType.TEXT:
                    await _heed(app, page, message.data)
        finally:
            self._leaving.add(app)
            # The page may be gone, and this with it: the app is seen to its end all the same.
            ending = asyncio.create_task(self._see_off(app, closer))
            await asyncio.shield(ending)
        return page

    async def _see_off(self, app: AppProcess, closer: asyncio.Task[None] | None) -> None:
        try:
            await app.stop()
        finally:
            self._apps.discard(app)
            self._leaving.discard(app)
            if closer is not None:
                closer.cancel()


async def _close_with(app: AppProcess, page: web.WebSocketResponse) -> None:
    await app.ended.wait()
    await page.close(code=WSCloseCode.GOING_AWAY, message=b"Hotseat has closed")


async def _heed(app: AppProcess, page: web.WebSocketResponse, text: str) -> None:
    """Do what a page's message says; one that says nothing sensible is passed over."""
    try:
        message = json.loads(text)
    except ValueError:
        return
    match message:
        case ["stdin", str(data)]:
            await app.send_bytes(data.encode("utf-8", "replace"))
        case ["resize", {"width": int(width), "height": int(height)}] if width in SIZES and height in SIZES:
            await app.set_terminal_size(width, height)
        case ["ping", str(data)]:
            await _quietly(page, page.send_str)(json.dumps(["pong", data[:40]]))
        case ["focus"]:
            await app.focus()
        case ["blur"]:
            await app.blur()
        case _:
            pass


def _quietly(page: web.WebSocketResponse, send: Callable[[Any], Awaitable[None]]) -> Callable[[Any], Awaitable[None]]:
    """A way to send to a page that does nothing once the page is gone; the app still writes while it ends."""

    async def sent(data: Any) -> None:
        if not page.closed:
            with contextlib.suppress(ClientConnectionError, ConnectionError, RuntimeError):
                await send(data)

    return sent


async def _add_headers(request: web.Request, answer: web.StreamResponse) -> None:
    answer.headers.update(HEADERS)
    answer.headers["Content-Security-Policy"] = REFUSED if answer.status == 403 else POLICY.format(host=request.host)


def _said(status: int, sentence: str) -> web.Response:
    return web.Response(status=status, text=sentence + "\n")


def _own(name: str) -> str:
    return (files("hotseat.cli.web") / name).read_text(encoding="utf-8")


def _size(given: str | None, usual: int) -> int:
    told = given or ""
    return int(told) if len(told) <= 4 and told.isascii() and told.isdecimal() and int(told) in SIZES else usual
