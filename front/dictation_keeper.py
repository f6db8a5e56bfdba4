"""Runs one dictation command, and ends all of it once the program that asked for it is gone.

Started as a script of its own. A byte ``s`` on its standard input stops the recording, as ctrl+c in a terminal would; the end of
its input, which comes with the end of that program too, whatever that dies of, ends the command and all that it has started.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence

STOP = b"s"
NOT_STARTED = 126
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)
"""What ends a process at once; Windows has one way only."""


def main(words: Sequence[str]) -> int:
    """Run the command to its end; returns its exit status, or 128 and the signal that ended it."""
    try:
        child = subprocess.Popen(words, stdin=subprocess.DEVNULL, start_new_session=True)
    except OSError as fault:
        print(fault.strerror or fault, file=sys.stderr)
        return NOT_STARTED

    def send(number: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(child.pid, number)
            elif child.poll() is None:
                child.terminate()

    def heed() -> None:
        while (word := os.read(0, 1)) != b"":
            if word == STOP:
                send(signal.SIGINT)
        send(KILL)

    threading.Thread(target=heed, daemon=True).start()
    code = child.wait()
    send(KILL)  # what it has left behind would keep its output open
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    status = main(sys.argv[1:])
    sys.stderr.flush()
    os._exit(status)
