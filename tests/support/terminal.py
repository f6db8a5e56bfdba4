"""A real pseudo-terminal with the installed program in it, and a screen to read it from."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect
import pyte

HOTSEAT = Path(sys.executable).parent / "hotseat"
KEYS = {
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "down": "\x1b[B",
    "up": "\x1b[A",
    "alt+up": "\x1b[1;3A",
    "ctrl+a": "\x01",
    "ctrl+q": "\x11",
    "delete": "\x1b[3~",
}


def _own_environment() -> dict[str, str]:
    """Without a size that would speak against the terminal's own."""
    return {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}


def _hears_ctrl_c() -> None:
    """Let the program be interrupted as in any terminal: tests in the background of a script ignore it, and hand that on."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """The program at work. Waits look at the screen; none is a sleep for luck."""

    def __init__(self, *arguments: str, env: Mapping[str, str], columns: int = 120, rows: int = 40) -> None:
        self.raw = bytearray()
        """Every byte the program wrote to the terminal."""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.process = pexpect.spawn(
            str(HOTSEAT),
            list(arguments),
            env={**_own_environment(), "TERM": "xterm-256color", "COLORTERM": "truecolor", **env},
            dimensions=(rows, columns),
            timeout=30,
            preexec_fn=_hears_ctrl_c,
        )

    @property
    def pid(self) -> int:
        """Of the program."""
        assert self.process.pid is not None
        return self.process.pid

    @property
    def text(self) -> str:
        """What stands on the screen now, once all that was written to it is read."""
        while self._read(0):
            pass
        return "\n".join(self._screen.display)

    def look(self, seconds: float) -> str:
        """What stands on the screen once something was written to it, or this time is over."""
        self._read(seconds)
        return self.text

    def _read(self, seconds: float) -> bool:
        try:
            data = self.process.read_nonblocking(1 << 16, timeout=seconds)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        self.raw += data
        self._stream.feed(data)
        return True

    def until(self, wanted: str | Callable[[str], bool], seconds: float = 60) -> str:
        """Wait until the screen shows a text or satisfies a predicate; fails with what it shows instead."""
        holds = wanted if callable(wanted) else lambda text: wanted in text
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._read(0.1)
            text = "\n".join(self._screen.display)
            if holds(text):
                return text
            if not self.process.isalive():
                break
        raise AssertionError(f"waited for {wanted!r}; the screen shows:\n{self.text}")

    def press(self, *keys: str) -> None:
        """Press keys by name, one after the other."""
        for key in keys:
            self.process.send(KEYS[key])

    def type(self, text: str) -> None:
        """Type text as it stands."""
        self.process.send(text)

    def kill(self) -> None:
        """End the program as a crash would."""
        os.kill(self.pid, signal.SIGKILL)
        self.process.wait()

    def ended(self, seconds: float = 20) -> int | None:
        """Wait for the program's end; returns its exit code."""
        end = time.monotonic() + seconds
        while self.process.isalive() and time.monotonic() < end:
            self._read(0.1)
        if self.process.isalive():
            raise AssertionError(f"the program goes on; the screen shows:\n{self.text}")
        return self.process.exitstatus

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.isalive():
            self.kill()  # not as pexpect does it, which gives up where the machine is busy
        self.process.close(force=True)
