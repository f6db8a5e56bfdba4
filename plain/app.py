"""The line mode as a whole: opens the streams, heeds signals, and ends with a code that says how.

0: done, or the input ended, with everything saved and an open session left open. 1: what was written reached nobody any more.
130: left by ctrl+c. 128 and a signal's number: ended by that signal. Whatever the code, all that was done is saved.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from hotseat.front.service import Service
from hotseat.plain.console import Console
from hotseat.plain.home import Home, Wish

log = logging.getLogger(__name__)
AGAIN = "Press ctrl+c again to leave; all is saved. Anything else goes on."
FAULT, INTERRUPTED = 1, 130


class PlainApp:
    """Runs one way in, and ends."""

    def __init__(
        self, service: Service, console: Console, folder_of: Callable[[str], Path], environ: Mapping[str, str]
    ) -> None:
        """``folder_of`` gives the folder of a session by its id."""
        self._service, self._console = service, console
        self._home = Home(service, console, folder_of, environ)
        self._work: asyncio.Task[None] | None = None
        self._code = 0
        self._warned_at = -1
        """How many lines had been read when it was told how to leave."""

    async def run(self, first: Wish | None = None, page: str = "") -> int:
        """Begin with a session, with ``page`` ("review", or the id of a session to read), or else at home.

        Returns the exit code.
        """
        self._console.on_gone = partial(self.leave, FAULT)
        self._heed_signals()
        self._work = asyncio.ensure_future(self._way(first, page))
        try:
            await self._work
        except asyncio.CancelledError:
            if not self._code:
                raise
        except Exception as fault:
            log.exception("plain")
            self._console.say(
                "Note", f"Something in Hotseat itself failed ({type(fault).__name__}). The log file tells more."
            )
            self._code = FAULT
        finally:
            await self._service.close()
        return self._code

    async def _way(self, first: Wish | None, page: str) -> None:
        if first is not None:
            await self._home.sit(first)
        elif page == "review":
            await self._home.review()
        elif page:
            await self._home.read(page)
        else:
            warm = asyncio.ensure_future(self._warm())
            try:
                await self._home.menu()
            finally:
                warm.cancel()

    async def _warm(self) -> None:
        try:
            await self._service.warm()
        except Exception:
            log.exception("warm")  # whoever needs it is told then

    def leave(self, code: int) -> None:
        """End in good order: what is open is saved and closed."""
        if self._work is not None and not self._work.done() and not self._code:
            self._code = code
            self._work.cancel()

    def interrupted(self) -> None:
        """On ctrl+c: stop what runs; where nothing does, leave when it is pressed twice in a row."""
        self._console.broken()
        if self._home.sitting is not None and self._home.sitting.stop_work():
            return
        if self._warned_at == self._console.lines_read:
            self.leave(INTERRUPTED)
        else:
            self._warned_at = self._console.lines_read
            self._console.say("Note", AGAIN)

    def _heed_signals(self) -> None:
        loop = asyncio.get_running_loop()
        ways: dict[str, Callable[[], None]] = {"SIGINT": self.interrupted}
        for name in ("SIGTERM", "SIGHUP"):
            if number := getattr(signal, name, None):
                ways[name] = partial(self.leave, 128 + int(number))
        for name, way in ways.items():
            # Not on Windows, and not outside the main thread, where there is nothing to heed.
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(getattr(signal, name), way)


def streams() -> Console:
    """A console on the program's own streams; what the terminal's encoding has no sign for is replaced."""
    keys, sink = sys.stdin, sys.stdout
    # Either may have been closed before the start: then there is nothing to read, or nobody to write to.
    source = keys.fileno() if keys is not None else -1
    typed = keys is not None and keys.isatty()
    shown = sink is not None and sink.isatty()

    def write(text: str) -> None:
        if sink is None:
            raise BrokenPipeError
        encoding = sink.encoding or "utf-8"
        sink.write(text.encode(encoding, "replace").decode(encoding))
        sink.flush()

    return Console(
        lambda: os.read(source, 65536),
        write,
        typed=typed,
        prompts=typed and shown,
        echo=partial(_echo, source) if typed else lambda shown: None,
        width=_columns if shown else lambda: 0,
    )


def _columns() -> int:
    """How wide the terminal is now; 0 where it does not say."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return 0


def _echo(source: int, shown: bool) -> None:
    """Let the terminal show what is typed, or not."""
    try:
        import termios
    except ImportError:
        return
    with contextlib.suppress(termios.error, OSError):
        told = termios.tcgetattr(source)
        told[3] = told[3] | termios.ECHO if shown else told[3] & ~termios.ECHO
        termios.tcsetattr(source, termios.TCSADRAIN, told)
