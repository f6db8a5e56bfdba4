"""A server on loopback that speaks the chat-completions protocol, and everything that real ones do wrong."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.iostream import StreamClosedError
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler


@dataclass(frozen=True)
class Say:
    """An answer: its pieces, streamed where that is asked for, and how it ends."""

    pieces: tuple[str, ...]
    ending: str = "stop"
    """``finish_reason``; ``cut`` closes the connection, ``silent`` sends nothing more until the server is released."""
    role_first: bool = True
    pause: float = 0.0
    """Seconds before each piece."""


@dataclass(frozen=True)
class Raw:
    """Bytes as they are, with a status and a media type."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/event-stream"


Reply = Say | Raw
Script = Callable[[dict[str, Any]], Reply]


def wording(request: dict[str, Any]) -> dict[str, Any]:
    """What a request for a wording tells the model; empty for a request of another kind."""
    try:
        told = json.loads(request["messages"][-1]["content"])
    except (ValueError, KeyError, TypeError):
        return {}
    return told if "sentence" in told else {}


def statements(request: dict[str, Any]) -> dict[str, Any]:
    """What a request for a second opinion tells the model; empty for a request of another kind."""
    told = json.loads(request["messages"][-1]["content"])
    return told if "statements" in told else {}


def opinions(*rows: tuple[str, str, str]) -> Say:
    """An answer with opinions: id, opinion, quote."""
    given = [{"id": i, "opinion": o, "quote": q} for i, o, q in rows]
    return Say((json.dumps({"opinions": given}),))


@dataclass
class ModelServer:
    """The server, what it was asked, and the script by which it answers."""

    script: Script
    models: tuple[str, ...] = ("tiny",)
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    keys: list[str] = field(default_factory=list[str])
    broken_off: int = 0
    """Requests whose client went away before the answer was whole."""
    released: asyncio.Event = field(default_factory=asyncio.Event)
    open: int = 0
    """Requests under way."""
    left: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a client has gone away."""


class _Chat(RequestHandler):
    def initialize(self, server: ModelServer) -> None:
        self._server = server

    def on_connection_close(self) -> None:
        self._server.broken_off += 1
        self._server.left.set()

    async def post(self) -> None:
        server = self._server
        request = json.loads(self.request.body)
        server.asked.append(request)
        server.keys.append(self.request.headers.get("Authorization", ""))
        reply = server.script(request)
        try:
            if isinstance(reply, Raw):
                self.set_status(reply.status)
                self.set_header("Content-Type", reply.kind)
                self.write(reply.body)
                await self.flush()
            elif request.get("stream"):
                await self._stream(reply)
            else:
                await self._whole(reply)
        except StreamClosedError:
            return

    async def _stream(self, reply: Say) -> None:
        self.set_header("Content-Type", "text/event-stream")
        if reply.role_first:
            self._event({"choices": [{"index": 0, "delta": {"role": "assistant", "content": ""}}]})
        for piece in reply.pieces:
            await asyncio.sleep(reply.pause)
            self._event({"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]})
            await self.flush()
        if await self._ended(reply):
            self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": reply.ending}]})
            self._event({"choices": [], "usage": {"total_tokens": 3}})
            self.write("data: [DONE]\n\n")
            await self.flush()

    async def _whole(self, reply: Say) -> None:
        if await self._ended(reply):
            message = {"role": "assistant", "content": "".join(reply.pieces)}
            self.write({"choices": [{"index": 0, "message": message, "finish_reason": reply.ending}]})

    async def _ended(self, reply: Say) -> bool:
        if reply.ending == "cut":
            await self.flush()
            self.request.connection.stream.close()  # type: ignore[attr-defined]
            return False
        if reply.ending == "silent":
            await self.flush()
            await self._server.released.wait()
            return False
        return True

    def _event(self, data: dict[str, Any]) -> None:
        self.write(f"data: {json.dumps({'id': 'x', 'object': 'chat.completion.chunk', **data})}\n\n")


class _Models(RequestHandler):
    def initialize(self, server: ModelServer) -> None:
        self._server = server

    def get(self) -> None:
        self._server.keys.append(self.request.headers.get("Authorization", ""))
        self.write({"object": "list", "data": [{"id": name, "object": "model"} for name in self._server.models]})


@asynccontextmanager
async def serving(script: Script) -> AsyncIterator[ModelServer]:
    """The server at work, on a port of its own."""
    server = ModelServer(script)
    (socket,) = bind_sockets(0, "127.0.0.1")
    routes = [("/v1/chat/completions", _Chat), ("/v1/models", _Models)]
    application = Application([(path, handler, {"server": server}) for path, handler in routes], log_function=_quiet)
    http = HTTPServer(application)
    http.add_sockets([socket])
    server.url = f"http://127.0.0.1:{socket.getsockname()[1]}/v1"
    try:
        yield server
    finally:
        server.released.set()
        http.stop()
        await http.close_all_connections()


def _quiet(handler: RequestHandler) -> None:
    return None
