"""What is printed in a kernel, on its way out: nothing is dropped, and everything keeps its order."""

from __future__ import annotations

import codecs
import contextlib
import os
import select
import sys
import threading
import time
from collections import deque
from typing import Any, ClassVar

LARGEST_MESSAGE = 1 << 16
"""Characters of printed text in one message, so that no message takes long to read."""
SOON = 0.04
"""Seconds after which printed text is sent, and for which a further flush is not taken literally."""


def stream_class() -> Any:
    """The class of ``sys.stdout`` and ``sys.stderr`` in the kernel; None where this ipykernel is too old for it.

    ipykernel's own sends what is printed to the two streams, and what is displayed, in whatever order the pieces come to be
    flushed; waits for another thread at every flush; sends any amount in one message; and takes in what child processes
    wrote some time after their cell has ended. This one keeps the order in which things were written, treats a flush
    soon after another as the wish that it is, sends small messages, and can take in what child processes wrote until now.
    """
    from ipykernel.iostream import OutStream

    if not hasattr(OutStream, "_rotate_buffers"):
        return None

    class Stream(OutStream):  # type: ignore[misc]
        flush_interval = SOON
        everyone: ClassVar[list[Stream]] = []
        outbox: ClassVar[deque[tuple[Stream, dict[str, Any], str]]] = deque()
        """What was written, in order; emptied by the thread that publishes."""
        outbox_lock = threading.Lock()

        def __init__(self, *given: Any, **named: Any) -> None:
            self._reading = threading.Lock()
            self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
            self._flushed = 0.0
            self._other: Stream | None = None
            super().__init__(*given, **named)
            if self.everyone:
                self._other, self.everyone[0]._other = self.everyone[0], self
            self.everyone.append(self)

        @classmethod
        def lead(cls, publisher: Any) -> None:
            """Let whatever another thread publishes follow what was written before it."""
            send, process = publisher.send_multipart, os.getpid()

            def send_in_order(*given: Any, **named: Any) -> None:
                thread = threading.current_thread()
                if thread is not publisher.thread and os.getpid() == process:
                    if thread is threading.main_thread():  # the thread that cells run in
                        for stream in cls.everyone:
                            stream._take_written()
                    cls._put_out(cls.everyone)
                send(*given, **named)

            publisher.send_multipart = send_in_order

        @classmethod
        def _put_out(cls, streams: list[Stream]) -> None:
            for stream in streams:
                publisher = stream.pub_thread
                if stream._buffers and publisher is not None:
                    stream._capture()
                    publisher.schedule(cls._send_outbox)

        @classmethod
        def _send_outbox(cls) -> None:
            while cls.outbox:
                stream, parent, text = cls.outbox.popleft()
                stream._publish(parent, text)

        def write(self, string: str) -> int | None:
            other = self._other
            if other is not None and other._buffers and self._is_master_process():
                self._put_out([other])
            return super().write(string)

        def flush(self) -> None:
            now = time.monotonic()
            if now - self._flushed > SOON or not self._is_master_process():
                self._flushed = now
                super().flush()

        def _flush(self) -> None:
            if not self._is_master_process():
                super()._flush()
                return
            self._flush_pending = False
            self._capture()
            self._send_outbox()

        def _capture(self) -> None:
            with self.outbox_lock:
                for parent, buffer in self._rotate_buffers().items():
                    text = buffer.getvalue()
                    self.outbox.extend(
                        (self, dict(parent), text[start : start + LARGEST_MESSAGE])
                        for start in range(0, len(text), LARGEST_MESSAGE)
                    )

        def _publish(self, parent: dict[str, Any], text: str) -> None:
            try:
                text.encode()
            except UnicodeEncodeError:  # a lone surrogate, which no message can hold
                text = text.encode("utf-8", "backslashreplace").decode()
            message = self.session.msg("stream", {"name": self.name, "text": text}, parent=parent)
            # Straight to the socket: by way of the publisher it would go behind what waits there already.
            socket = self.pub_thread.socket if self.pub_thread is not None else None
            if socket is not None:
                self.session.send(socket, message, ident=self.topic)

        def _watch_pipe_fd(self) -> None:
            ready = select.poll()
            if self._fid is not None:
                ready.register(self._fid, select.POLLIN)
            with contextlib.suppress(OSError, ValueError):
                while self._should_watch and any(event & select.POLLIN for _, event in ready.poll()):
                    self._take_written()

        def _take_written(self) -> None:
            if self._fid is None or not self._should_watch:
                return
            import fcntl
            import termios

            with self._reading:
                size = bytearray(4)
                fcntl.ioctl(self._fid, termios.FIONREAD, size)
                left = int.from_bytes(size, sys.byteorder)
                while left > 0:
                    read = os.read(self._fid, min(left, LARGEST_MESSAGE))
                    left -= len(read)
                    self.write(self._decoder.decode(read))

    return Stream
