"""The requests that a server for kernels answers: what can be started, start, interrupt, restart, look, shut down.

Every fault becomes a sentence with a remedy; the token stands in the header alone, never in an address or a sentence.
"""

from __future__ import annotations

import json
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote, urlsplit

from hotseat import harmless
from hotseat.kernels.remote.address import TOKEN_VARIABLE, Server

LARGEST_ANSWER = 4_000_000
"""Bytes of one answer; a list of kernelspecs with their metadata stays far below."""
CONNECT = 5.0
"""Seconds until a connection must stand."""
_ID = re.compile(r"[0-9A-Za-z_.-]{1,100}")
"""What a kernel's id may be, since it becomes part of an address."""


class ServerTrouble(Exception):
    """The server did not do what it was asked."""

    def __init__(self, sentence: str, remedy: str, status: int = 0) -> None:
        super().__init__(f"{sentence} {remedy}")
        self.sentence = sentence
        self.remedy = remedy
        self.status = status
        """The HTTP status; 0 where there was no answer."""


@dataclass(frozen=True)
class Specs:
    """The Python kernels that can be started."""

    default: str
    """What the server starts where no name is given; empty where it does not say."""
    python: Mapping[str, str]
    """Their names, with the titles by which people know them."""
    other: Mapping[str, str]
    """The names of the rest, with their languages."""


class Api:
    """One server, with the token it wants."""

    def __init__(self, server: Server, token: str) -> None:
        """Nothing is asked yet."""
        self.server = server
        self.headers = {"Authorization": f"token {token}"} if token else {}
        self._has_token = bool(token)

    async def version(self, seconds: float = CONNECT) -> str:
        """The server's version of the protocol's package. Raises ServerTrouble."""
        found = await self._ask("GET", "", seconds=seconds)
        return harmless.line(str(_table(found).get("version") or ""), 40) or "unknown"

    async def specs(self, seconds: float = 20.0) -> Specs:
        """What can be started. Raises ServerTrouble."""
        found = _table(await self._ask("GET", "/kernelspecs", seconds=seconds))
        listed = found.get("kernelspecs")
        if not isinstance(listed, dict):
            raise self._no_server()
        python, other = dict[str, str](), dict[str, str]()
        for name, entry in cast("dict[object, object]", listed).items():
            spec = _table(_table(entry).get("spec"))
            language = str(spec.get("language") or "")
            if not isinstance(name, str) or name != harmless.line(name, 100):
                continue
            if language.lower() == "python":
                python[name] = harmless.line(str(spec.get("display_name") or name), 80)
            else:
                other[name] = harmless.line(language, 30) or "another language"
        default = found.get("default")
        return Specs(default if isinstance(default, str) else "", python, other)

    async def start(self, name: str, environment: Mapping[str, str], seconds: float) -> str:
        """Start a kernel; its id. Raises ServerTrouble."""
        body: dict[str, Any] = {"name": name, **({"env": dict(environment)} if environment else {})}
        made = _table(await self._ask("POST", "/kernels", body, seconds)).get("id")
        if not isinstance(made, str) or not _ID.fullmatch(made):
            raise self._no_server()
        return made

    async def look(self, kernel: str, seconds: float = CONNECT) -> str:
        """What the server says of the kernel: ``idle``, ``busy``, ``starting``, … Raises ServerTrouble, 404 where it is gone."""
        found = _table(await self._ask("GET", f"/kernels/{quote(kernel)}", seconds=seconds))
        return str(found.get("execution_state") or "")

    async def interrupt(self, kernel: str, seconds: float = 10.0) -> None:
        """Interrupt what it runs. Raises ServerTrouble."""
        await self._ask("POST", f"/kernels/{quote(kernel)}/interrupt", {}, seconds)

    async def restart(self, kernel: str, seconds: float) -> None:
        """Begin it afresh. Raises ServerTrouble."""
        await self._ask("POST", f"/kernels/{quote(kernel)}/restart", {}, seconds)

    async def end(self, kernel: str, seconds: float) -> None:
        """Shut it down. Raises ServerTrouble."""
        await self._ask("DELETE", f"/kernels/{quote(kernel)}", seconds=seconds)

    def channels(self, kernel: str, session: str) -> str:
        """The address of the kernel's WebSocket."""
        return f"{self.server.url.replace('http', 'ws', 1)}/api/kernels/{quote(kernel)}/channels?session_id={quote(session)}"

    async def _ask(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, seconds: float = 20.0
    ) -> object:
        from tornado.httpclient import HTTPRequest
        from tornado.simple_httpclient import SimpleAsyncHTTPClient

        request = HTTPRequest(
            f"{self.server.url}/api{path}",
            method=method,
            headers={"Content-Type": "application/json", **self.headers},
            body=None if body is None else json.dumps(body),
            connect_timeout=min(CONNECT, seconds),
            request_timeout=seconds,
            follow_redirects=False,  # the token must not go along to wherever that leads
            user_agent="hotseat",
        )
        client = SimpleAsyncHTTPClient(
            force_instance=True, max_body_size=LARGEST_ANSWER, max_buffer_size=LARGEST_ANSWER * 2
        )
        try:
            answer = await client.fetch(request)
            return json.loads(answer.body) if answer.body else None
        except ssl.SSLError as fault:  # one of them is a ValueError too
            raise self.told(fault) from None
        except (ValueError, RecursionError):
            raise self._no_server() from None
        except Exception as fault:
            raise self.told(fault) from None
        finally:
            client.close()

    def told(self, fault: BaseException) -> ServerTrouble:
        """The sentence for what a request or a connection ended with."""
        from tornado.httpclient import HTTPClientError

        if isinstance(fault, ServerTrouble):
            return fault
        code = fault.code if isinstance(fault, HTTPClientError) else 0
        url = self.server.url
        if code in (401, 403):
            if self._has_token:
                return ServerTrouble(
                    f"The kernel server at {url} does not take the token.",
                    f"Set {TOKEN_VARIABLE} to the one it has.",
                    code,
                )
            return ServerTrouble(f"The kernel server at {url} wants a token.", f"Set {TOKEN_VARIABLE}.", code)
        if code == 404:
            return ServerTrouble(
                f"At {url} there is no Jupyter server, or it does not have what was asked for.",
                "Correct the address.",
                code,
            )
        if 300 <= code < 400:
            return ServerTrouble(
                f"The server at {url} sends every request elsewhere, as to a page for signing in.",
                f"Correct the address, or set {TOKEN_VARIABLE}.",
                code,
            )
        if code and code != 599:
            return ServerTrouble(
                f"The kernel server at {url} answered with the status {code}.", "Its own log says why.", code
            )
        if isinstance(fault, ssl.SSLCertVerificationError):
            why = harmless.line(str(getattr(fault, "verify_message", "")) or "it cannot be verified", 120)
            return ServerTrouble(
                f"The certificate of {urlsplit(url).hostname} is not trusted: {why.rstrip('.')}.",
                "Correct the address, or name your own authority's certificates with SSL_CERT_FILE.",
            )
        if isinstance(fault, ssl.SSLError):
            return ServerTrouble(f"No secure connection to {url} came about.", "It may be one for http:// instead.")
        why = _reason(fault)
        return ServerTrouble(
            f"The kernel server at {url} cannot be reached: {why}.", "Start it, or correct the address."
        )

    def _no_server(self) -> ServerTrouble:
        return ServerTrouble(f"What answers at {self.server.url} is no Jupyter server.", "Correct the address.")


def _table(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}


def _reason(fault: BaseException) -> str:
    import socket

    from tornado.httpclient import HTTPClientError
    from tornado.iostream import StreamClosedError

    if isinstance(fault, StreamClosedError) and fault.real_error is not None:
        fault = fault.real_error
    if isinstance(fault, StreamClosedError):
        return "it closed the connection"
    if isinstance(fault, TimeoutError) or (isinstance(fault, HTTPClientError) and "imeout" in str(fault.message)):
        return "it does not answer"
    if isinstance(fault, socket.gaierror):
        return "no such host is known"
    if isinstance(fault, OSError) and fault.strerror:
        return harmless.line(fault.strerror, 100).lower()
    return "the connection failed"
