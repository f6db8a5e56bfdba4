"""The log file: where tracebacks go, which are for us and never for the screen."""

from __future__ import annotations

import contextlib
import logging

from hotseat.cli.places import places


class _QuietFile(logging.FileHandler):
    """A log that cannot be written to is no reason to trouble the person."""

    def emit(self, record: logging.LogRecord) -> None:
        with contextlib.suppress(OSError):
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        return None


def log_to_file() -> None:
    """Tracebacks are for us: they go to the log file, and only there."""
    here = places()
    logging.getLogger().handlers.clear()
    try:
        here.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler: logging.Handler = _QuietFile(here.log, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger("hotseat").setLevel(logging.INFO)
