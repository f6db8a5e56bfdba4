"""What becomes of the app when its terminal goes away under it: it ends in good order.

Textual's thread that writes to the terminal ends with the first write that fails. What is painted then fills its queue, and the
app waits for ever for room in it, with its kernel. Here the thread goes on taking what is painted, and asks the app to end.
"""

from __future__ import annotations

import os
import signal

from textual.drivers._writer_thread import WriterThread

_RUN = WriterThread.run


def endure() -> None:
    """Let every app that is run from now on end when its terminal is gone."""
    WriterThread.run = _run


def _run(self: WriterThread) -> None:
    try:
        _RUN(self)
    except (OSError, ValueError):
        if hangup := getattr(signal, "SIGHUP", None):
            os.kill(os.getpid(), hangup)  # which the app heeds, and a terminal that is closed does not always send
        while self._queue.get() is not None:  # pyright: ignore[reportPrivateUsage]
            pass
