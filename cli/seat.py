"""``hotseat seat``: takes the second seat of a session that somebody is sitting, to watch, to speak and to mark."""

from __future__ import annotations

import asyncio
import getpass
from pathlib import Path
from typing import Annotated

import typer

from hotseat.cli.places import Places, places
from hotseat.cli.trouble import lacking, wrong_use

OFFER = "hotseat interview --second-seat"
LARGEST_RECORD = 64_000_000
"""Bytes of one record that are taken."""


def seat(
    session: Annotated[
        str | None, typer.Argument(metavar="SESSION", help="Left out, the one that offers a second seat.")
    ] = None,
    name: Annotated[str, typer.Option("--name", help="What you are called there; left out, your login name.")] = "",
    at: Annotated[
        Path | None,
        typer.Option("--socket", help="The seat's socket, where it comes from another machine: ssh -L forwards it."),
    ] = None,
) -> None:
    """Take the second seat of a session begun with --second-seat: see all that happens, speak, and mark.

    What you type is said as the interviewer's, under your name. /mark, /code, /points and /model tell more; /help lists them.
    """
    if session is not None and at is not None:
        wrong_use("Name a session or a socket, not both.")
    raise typer.Exit(asyncio.run(_sit(at or _find(places(), session), name or _login())))


def _find(here: Places, session: str | None) -> Path:
    from hotseat.cli.second_seat import find_socket
    from hotseat.cli.sessions import check_known
    from hotseat.review.history import folder_of, ids

    if session is not None:
        check_known(here, session)
        found = find_socket(folder_of(here.sessions, session))
        if found is None:
            lacking(f"{session} offers no second seat now. One is offered by: {OFFER}, or hotseat resume --second-seat")
        return found
    offered = [(name, at) for name in ids(here.sessions) if (at := find_socket(folder_of(here.sessions, name)))]
    if not offered:
        lacking(f"No session offers a second seat. One is offered by: {OFFER}")
    if len(offered) > 1:
        wrong_use(f"Several sessions offer one; say which: {', '.join(name for name, _ in offered)}")
    return offered[0][1]


async def _sit(path: Path, name: str) -> int:
    from hotseat.plain.app import streams
    from hotseat.plain.seat import Seat

    connect = getattr(asyncio, "open_unix_connection", None)
    if connect is None:
        lacking("This system has no Unix sockets, so no second seat can be taken from here.")
    try:
        reader, writer = await connect(str(path), limit=LARGEST_RECORD)
    except OSError as fault:
        lacking(f"The second seat at {path} cannot be taken: {fault.strerror or fault}. Is the session still open?")
    return await Seat(reader, writer, streams(), name).run()


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "A friend"
