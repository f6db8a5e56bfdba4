"""The sandboxed end of a conversation: messages of plain data over two descriptors, blocking.

A message is its length in four bytes (big-endian) and a dictionary as :mod:`hotseat.kernels.plaindata` writes it. The
other end is :class:`hotseat.kernels.child.Child`. Values that hold arrays travel inside a message as bytes, encoded by
themselves, so that the other end can pass them on unopened.
"""

from __future__ import annotations

import os
import struct
from typing import Any, cast

from hotseat.kernels.plaindata import BOUNDS, Bounds, decode, encode

Message = dict[str, Any]
ENVELOPE = Bounds(BOUNDS.size * 2, text=32 << 20)
"""A message may hold a whole value as bytes, and a long source beside it."""
ANSWER = Bounds(BOUNDS.size * 2, nodes=100_000, text=4 << 20)
"""What comes out of the sandbox must not take long to read."""

CUT_OFF = 70
"""The exit code of the sandboxed end where it fails outside the code it serves: it can no longer answer."""


class Channel:
    """Receives and sends messages over ``read`` and ``write``, which may be the same descriptor."""

    def __init__(self, read: int, write: int) -> None:
        self._read = read
        self._write = write

    def receive(self) -> Message | None:
        """The next message, or None where the other end has closed. Raises NotPlain."""
        head = self._exactly(4)
        if head is None:
            return None
        body = self._exactly(struct.unpack(">I", head)[0])
        return None if body is None else cast("Message", decode(body, ENVELOPE, libraries=False))

    def send(self, message: Message) -> None:
        """Sends a message. Raises TooLarge, and OSError where the other end has closed."""
        left = memoryview(framed(message))
        while left:
            left = left[os.write(self._write, left) :]

    def _exactly(self, count: int) -> bytes | None:
        parts: list[bytes] = []
        while count:
            part = os.read(self._read, min(count, 1 << 20))
            if not part:
                return None
            parts.append(part)
            count -= len(part)
        return b"".join(parts)


def framed(message: Message) -> bytes:
    """A message as it crosses. Raises TooLarge."""
    body = encode(message, ENVELOPE)
    return struct.pack(">I", len(body)) + body
