"""Shows the interview as lines of text: the real service behind the line mode, and the way in that the command asked for."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from hotseat.cli.places import Places
from hotseat.cli.service import RealService
from hotseat.cli.settings import sitting_settings
from hotseat.cli.trouble import is_tty, say
from hotseat.interview.engine import Engine
from hotseat.review.history import folder_of


def why_plain() -> str:
    """Why no screen can be drawn here, in a sentence; empty where one can."""
    for name, stream in (("input", sys.stdin), ("output", sys.stdout), ("error", sys.stderr)):
        if not is_tty(stream):
            return f"Standard {name} is no terminal, so this goes on in plain lines, as with --plain."
    return "This terminal is a dumb one, so this goes on in plain lines, as with --plain." if _dumb() else ""


def _dumb() -> bool:
    return os.environ.get("TERM", "") == "dumb"


def show_plain(here: Places, first: str, model: tuple[str | None, str | None] = (None, None), **wishes: Any) -> int:
    """Run the line mode until it is left; returns its exit code. The arguments are those of ``cli.screen.show``."""
    from hotseat.plain.app import PlainApp, streams
    from hotseat.plain.dictating import DICTATE

    settings, wrong = sitting_settings(here.settings, model, wishes)
    if settings.second_seat:
        from hotseat.cli.screen import SEAT_OFFERED

        say(SEAT_OFFERED)
    service = RealService(here, settings, wrong, wishes.pop("bank", None))
    ways: dict[str, Callable[[], Awaitable[Engine]]] = {
        "interview": lambda: service.start_interview(**wishes),
        "practice": lambda: service.start_practice(**wishes),
        "resume": lambda: service.resume(**wishes),
    }
    if first in ways:
        for fault in wrong:  # the home screen lists them itself
            say(fault)
    page = str(wishes.get("session") or "review") if first == "review" else ""
    app = PlainApp(
        service, streams(), lambda session: folder_of(here.sessions, session), {**os.environ, DICTATE: settings.dictate}
    )
    return asyncio.run(app.run(ways.get(first), page))
