"""A program in a real pseudo-terminal, and how long a typed letter takes until it stands on the screen.

While letters are typed, what the program writes is only stamped with its time. It is brought onto a screen afterwards, so
that drawing it here takes nothing from the program that is measured, and letters go out at a typist's pace, whether or not
the ones before were answered.
"""

from __future__ import annotations

import os
import random
import select
import signal
import time
from collections.abc import Callable, Mapping, Sequence

import pexpect
import pyte

COLUMNS, ROWS = 120, 40
LETTERS = "qzxjvkwyfbgmpdu"
"""Few of them stand beside one another in what programs print."""
WORD = 8
"""Letters of a word."""
PAUSE = (0.07, 0.13)
"""Seconds between a letter and the next: a quick typist, in no step with the program's frames."""
PATIENCE = 10.0
"""Seconds that are waited for a letter; one that has not come by then counts as so many, and no more are typed."""


class _Screen(pyte.Screen):
    """Answers what a program asks its terminal."""

    def __init__(self, answer: Callable[[str], object]) -> None:
        self._answer = answer
        super().__init__(COLUMNS, ROWS)

    def write_process_input(self, data: str) -> None:
        self._answer(data)


class Terminal:
    """The program, its screen, and keys for it."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str]) -> None:
        own = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        self._process = pexpect.spawn(
            command[0],
            list(command[1:]),
            env={**own, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environ},
            dimensions=(ROWS, COLUMNS),
        )
        self._process.delaybeforesend = None
        self._screen = _Screen(self._process.send)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def pid(self) -> int:
        """The program's process."""
        return self._process.pid

    def _next(self, seconds: float) -> bytes:
        """What the program writes within so many seconds, or the first of it; empty where nothing comes."""
        if not select.select([self._process.child_fd], [], [], max(seconds, 0))[0]:
            return b""
        try:
            data = os.read(self._process.child_fd, 1 << 18)
        except OSError:
            data = b""
        if not data:
            raise SystemExit(f"The program has ended; its screen shows:\n{self.text}")
        return data

    def read(self, seconds: float) -> None:
        """Take in what the program writes within so many seconds, or the first of it."""
        self._stream.feed(self._next(seconds))

    def rest(self, seconds: float) -> None:
        """Take in all that the program writes for so many seconds."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.read(left)

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

    def typed(self, count: int, between: str = " ") -> list[float]:
        """Seconds of echo for so many letters, typed in words with something between; the first of each is not counted."""
        pace, spent = random.Random(count), list[float]()
        self.rest(0.5)
        for _ in range(-(-count // (WORD - 1))):
            word = "".join(pace.sample(LETTERS, WORD))
            self.send(between + word[0])
            self.rest(0.5)
            waiting = list[tuple[float, str]]()
            written = list[tuple[float, bytes]]()
            for n in range(2, WORD + 1):
                waiting.append((time.perf_counter(), word[:n]))
                self.send(word[n - 1])
                self._stamped(pace.uniform(*PAUSE), written)
            end = time.perf_counter() + PATIENCE
            while waiting := self._echoed(waiting, written, spent):
                if time.perf_counter() > end:
                    return spent + [PATIENCE] * len(waiting)
                self._stamped(0.2, written)
        return spent

    def _stamped(self, seconds: float, written: list[tuple[float, bytes]]) -> None:
        """Note what the program writes for so many seconds, and when it did."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            if data := self._next(left):
                written.append((time.perf_counter(), data))

    def _echoed(
        self, keys: list[tuple[float, str]], written: list[tuple[float, bytes]], spent: list[float]
    ) -> list[tuple[float, str]]:
        """Bring what was written onto the screen, and note when each letter stood there; returns those that do not yet."""
        waiting, taken = list(keys), list(written)
        written.clear()
        for moment, data in taken:
            self._screen.dirty.clear()
            self._stream.feed(data)
            changed = [
                "".join(self._screen.buffer[y][x].data for x in range(COLUMNS)) for y in sorted(self._screen.dirty)
            ]
            for key in [k for k in waiting if k[0] < moment]:
                if any(key[1] in row for row in changed):
                    spent.append(moment - key[0])
                    waiting.remove(key)
        return waiting

    def close(self) -> None:
        """End the program."""
        self._process.kill(signal.SIGKILL)
        self._process.wait()
