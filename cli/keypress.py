"""Single keys from the terminal that the command runs in, where it is one; otherwise none ever comes."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Generator

POLL = 0.1
"""Seconds between two looks where the terminal cannot tell by itself that a key was pressed."""


@contextlib.contextmanager
def keys() -> Generator[asyncio.Queue[str]]:
    """A queue of the keys that are pressed; the terminal is as it was afterwards, whatever happens. Call inside the loop."""
    pressed: asyncio.Queue[str] = asyncio.Queue()
    if not sys.stdin.isatty():
        yield pressed
        return
    try:
        import termios
        import tty
    except ImportError:
        with _polled(pressed):
            yield pressed
        return
    descriptor, loop = sys.stdin.fileno(), asyncio.get_running_loop()
    try:
        before = termios.tcgetattr(descriptor)
    except termios.error:
        yield pressed
        return

    def read() -> None:
        try:
            data = os.read(descriptor, 64)
        except OSError:
            data = b""
        if not data:
            loop.remove_reader(descriptor)
        # An arrow or another key that sends a sequence is no letter.
        elif not data.startswith(b"\x1b"):
            for letter in data.decode("utf-8", "ignore"):
                pressed.put_nowait(letter)

    try:
        tty.setcbreak(descriptor)
        loop.add_reader(descriptor, read)
        yield pressed
    finally:
        loop.remove_reader(descriptor)
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


@contextlib.contextmanager
def _polled(pressed: asyncio.Queue[str]) -> Generator[None]:
    """The same where only the system's own console functions tell of keys."""
    import msvcrt

    async def look() -> None:
        while True:
            while msvcrt.kbhit():  # pyright: ignore
                pressed.put_nowait(msvcrt.getwch())  # pyright: ignore
            await asyncio.sleep(POLL)

    task = asyncio.get_running_loop().create_task(look())
    try:
        yield
    finally:
        task.cancel()
