"""The log file: where tracebacks go, which are for us and never for the screen.

It says what failed and where, and nothing of what was said, typed or computed: the words of an exception may quote any of it, so
they are left out, but for the system's own on files. ``HOTSEAT_LOG=debug`` writes all of it.
"""

from __future__ import annotations

import contextlib
import logging
import os
import traceback
from io import FileIO, TextIOWrapper
from types import TracebackType

from hotseat.cli.places import places

VARIABLE = "HOTSEAT_LOG"
OURS = "hotseat"
_Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _QuietFile(logging.FileHandler):
    """A log for this person alone; that it cannot be written to is no reason to trouble them."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return TextIOWrapper(FileIO(descriptor, "ab"), encoding=self.encoding, write_through=True)

    def emit(self, record: logging.LogRecord) -> None:
        with contextlib.suppress(OSError):
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        return None


class Reticent(logging.Formatter):
    """Lines that quote nobody: kinds and places of exceptions, and of other libraries' messages the form alone.

    An exception that is to be told in its own words is given to the log as a text.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The record's line, and where an exception was raised."""
        kept = dict(record.__dict__, exc_text=None)
        if record.name.partition(".")[0] != OURS:
            kept |= {"msg": (str(record.msg).splitlines() or [""])[0], "args": ()}
        elif isinstance(record.args, tuple):
            kept["args"] = tuple(_kind(a) if isinstance(a, BaseException) else a for a in record.args)
        return super().format(logging.makeLogRecord(kept))

    def formatException(self, ei: _Fault) -> str:  # noqa: N802 - the library's name
        """The places that a traceback names, and the kind of each exception of its chain."""
        return "\n".join(_places(ei[1], set())) if ei[1] is not None else ""


def _places(fault: BaseException, seen: set[int]) -> list[str]:
    seen.add(id(fault))
    before = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    rows = [*_places(before, seen), "which led to:"] if before is not None and id(before) not in seen else []
    rows += [f"  {f.filename}:{f.lineno} in {f.name}" for f in traceback.extract_tb(fault.__traceback__)]
    rows.append(_kind(fault))
    if isinstance(fault, BaseExceptionGroup):
        for inner in fault.exceptions:
            rows += ["with:", *_places(inner, seen)]
    return rows


def _kind(fault: BaseException) -> str:
    why = f": {fault.strerror}" if isinstance(fault, OSError) and fault.strerror else ""
    return f"{type(fault).__module__}.{type(fault).__qualname__}{why}".removeprefix("builtins.")


def log_to_file() -> None:
    """Tracebacks are for us: they go to the log file, and only there."""
    here = places()
    whole = os.environ.get(VARIABLE, "").strip().lower() == "debug"
    logging.getLogger().handlers.clear()
    try:
        here.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler: logging.Handler = _QuietFile(here.log, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter((logging.Formatter if whole else Reticent)("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger(OURS).setLevel(logging.DEBUG if whole else logging.INFO)
