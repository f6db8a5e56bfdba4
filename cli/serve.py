"""``hotseat serve``: the app in a browser, on this machine alone unless told otherwise."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import signal
import socket
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from hotseat import harmless
from hotseat.cli.trouble import OK, agree, give, is_tty, lacking, say
from hotseat.cli.web.guard import TOKEN, Guard, is_loopback

if TYPE_CHECKING:
    from hotseat.cli.web.server import PageServer

NEEDS = 'A browser needs one more package: pip install "hotseat[web]"'
LOOPBACK = ("localhost", "127.0.0.1", "::1")
EVERYWHERE = ("0.0.0.0", "::")
WARNING = (
    "On {host} others can reach Hotseat. Whoever has the address with its token, or listens in on the network, which sees all "
    "of it unencrypted, reads your sessions and, through the code cells, has a shell on this machine with your rights. "
    "Safer: leave --host out, and from the other machine run  ssh -L {port}:127.0.0.1:{port}  to this one."
)


def serve_pages(host: str, port: int, names: Sequence[str], most: int, *, yes: bool) -> int:
    """Serve pages until ctrl+c or a signal to end; returns the exit code."""
    try:
        from hotseat.cli.web.server import PageServer
    except ModuleNotFoundError as fault:
        if (fault.name or "").partition(".")[0] not in ("textual_serve", "aiohttp", "aiohttp_jinja2"):
            raise
        lacking(NEEDS)
    _agreed(host, port, yes)
    listener = _listening(host, port)
    port = listener.getsockname()[1]
    known = {host, *names, *(LOOPBACK if is_loopback(host) or host in EVERYWHERE else ())} - set(EVERYWHERE)
    shown = f"[{host}]" if ":" in host else host
    if not is_loopback(host):
        own = socket.gethostname()
        known |= {own, socket.getfqdn()}
        shown = own if host in EVERYWHERE else shown
    guard = Guard(known, f"hotseat-{port}")
    # It would note each write to a page that has just been closed.
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    return asyncio.run(_Serving(guard, PageServer(guard, most), f"http://{shown}:{port}").run(listener))


def _agreed(host: str, port: int, yes: bool) -> None:
    """Go on where only this machine can reach the server, or the person says yes to more."""
    if is_loopback(host):
        return
    say(WARNING.format(host=harmless.line(host, 80), port=port or 8000))
    if yes:
        return
    agree("Serve it there all the same?", "Nothing is served.")


def _listening(host: str, port: int) -> socket.socket:
    """A socket on that address; exits where there is none to be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(64)
        listener.setblocking(False)
    except (OSError, UnicodeError) as fault:
        where = harmless.line(host, 80) + (f", port {port}" if port else "")
        why = getattr(fault, "strerror", None) or fault
        no_address = (
            isinstance(fault, (socket.gaierror, UnicodeError)) or getattr(fault, "errno", 0) == errno.EADDRNOTAVAIL
        )
        remedy = "--host names an address of this machine" if no_address else "Leave --port out for one that is free"
        lacking(f"Nothing can be served on {where}: {why}. {remedy}.")
    return listener


class _Serving:
    """The server while it runs, as the person at its terminal sees it."""

    def __init__(self, guard: Guard, server: PageServer, address: str) -> None:
        self._guard, self._server, self._address = guard, server, address
        self._over = asyncio.Event()
        self._code = OK

    async def run(self, listener: socket.socket) -> int:
        loop = asyncio.get_running_loop()
        await self._server.start(listener)
        for name, code in (("SIGINT", OK), ("SIGTERM", 128 + 15), ("SIGHUP", 128 + 1)):
            if number := getattr(signal, name, None):
                with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self._end, code)
        say("Hotseat is served. Open this address in a browser; it opens once:")
        self._give_address()
        if is_tty(sys.stdin):
            say(
                "Enter gives another address, for another browser. Ctrl+C ends all pages; what is open in them is saved."
            )
            with contextlib.suppress(NotImplementedError, OSError):
                loop.add_reader(sys.stdin, self._entered)
        try:
            await self._over.wait()
        finally:
            say("Closing; what is open is saved.")
            await self._server.stop()
        return self._code

    def _give_address(self) -> None:
        give(f"{self._address}/?{TOKEN}={self._guard.new_token()}")

    def _entered(self) -> None:
        if sys.stdin.readline():
            self._give_address()
        else:
            asyncio.get_running_loop().remove_reader(sys.stdin)

    def _end(self, code: int) -> None:
        """Begin to end; asked a second time, wait for nothing."""
        if self._over.is_set():
            self._server.kill()
        self._code = code
        self._over.set()
