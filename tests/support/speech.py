"""Stands in for a speech-to-text program: ``speech.py WAY [TEXT [READY]]``, as such programs behave well and badly.

``READY`` is a file that is made once it listens; an interrupt before that ends it without a word.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

THIS = Path(__file__)


def command(*arguments: str) -> str:
    """The command line that runs it."""
    import shlex

    return shlex.join([sys.executable, "-I", "-S", str(THIS), *arguments])


class _Stopped(Exception):
    pass


def _stop(number: int, frame: object) -> None:
    raise _Stopped


def main(way: str, text: str = "", ready: str = "") -> int:
    match way:
        case "record":  # until it is interrupted; then it works the words out
            signal.signal(signal.SIGINT, _stop)
            try:
                print("model loaded, listening", file=sys.stderr, flush=True)
                if ready:
                    Path(ready).touch()
                while True:
                    time.sleep(60)
            except _Stopped:
                print(text, flush=True)
        case "interrupted":  # as programs that heed no signal end
            print(text, flush=True)
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            time.sleep(600)
        case "say":
            print(text)
        case "hear":
            print(f"file {Path(text).name}: {Path(text).read_text(encoding='utf-8')}")
        case "raw":
            os.write(1, text.encode().decode("unicode_escape").encode("latin-1"))
        case "fail":
            print("first line\nno such model: tiny\n", file=sys.stderr)
            return 3
        case "flood":
            while True:
                os.write(1, b"word " * 10_000)
        case "deaf":  # to interrupts, and with a child that is too
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            if text and os.fork():
                Path(text).write_text(str(os.getpid()), encoding="utf-8")
            time.sleep(600)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
