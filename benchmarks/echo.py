"""A program in a real pseudo-terminal, and how long a typed letter takes until it stands on the screen."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence

import pexpect
import pyte

COLUMNS, ROWS = 120, 40
LETTERS = "qzxjvkwyfbgmpdu"
"""Few of them stand beside one another in what programs print."""
PAUSE = 0.09
"""Seconds between an echo and the next letter: a quick typist."""


class Terminal:
    """The program, its screen, and keys for it."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str]) -> None:
        own = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._process = pexpect.spawn(
            command[0],
            list(command[1:]),
            env={**own, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environ},
            dimensions=(ROWS, COLUMNS),
        )
        self._process.delaybeforesend = None

    def read(self, seconds: float) -> None:
        """Take in what the program writes within so many seconds, or the first of it."""
        try:
            self._stream.feed(self._process.read_nonblocking(1 << 18, timeout=seconds))
        except pexpect.TIMEOUT:
            return
        except pexpect.EOF:
            raise SystemExit(f"The program has ended; its screen shows:\n{self.text}") from None

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self._screen.display)

    def send(self, keys: str) -> None:
        """Press keys, as their bytes."""
        self._process.send(keys)

    def until(self, seen: Callable[[str], bool], seconds: float = 60.0) -> None:
        """Wait until the screen shows something."""
        end = time.monotonic() + seconds
        while not seen(self.text):
            if time.monotonic() > end:
                raise SystemExit(f"It was not seen within {seconds:g} s; the screen shows:\n{self.text}")
            self.read(0.05)

    def echo(self, before: str, letter: str, seconds: float = 20.0) -> float:
        """Seconds from a letter's key until it stands behind what was typed before."""
        wanted = before + letter
        begun = time.perf_counter()
        self.send(letter)
        while not any(wanted in row for row in self._screen.display):
            if time.perf_counter() - begun > seconds:
                raise SystemExit(f"{letter!r} was not echoed within {seconds:g} s; the screen shows:\n{self.text}")
            self.read(0.05)
        return time.perf_counter() - begun

    def typed(self, count: int) -> list[float]:
        """Seconds of echo for so many letters, typed in words; the first letter of each is not counted."""
        spent: list[float] = []
        word = ""
        for n in range(count * 8 // 7):
            if n % 8 == 0:
                word = LETTERS[n // 8 % len(LETTERS)]
                self.send(f" {word}")
                self._rest(0.5)
                continue
            # A pair that stands on the screen already would be taken for its own echo.
            letter = next(
                x for x in LETTERS[n % 7 :] + LETTERS if not any(word + x in row for row in self._screen.display)
            )
            spent.append(self.echo(word, letter))
            word += letter
            self._rest(PAUSE)
        return spent

    def _rest(self, seconds: float) -> None:
        """Take in what comes meanwhile."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.read(left)

    def close(self) -> None:
        """End the program."""
        self._process.kill(signal.SIGKILL)
        self._process.wait()
