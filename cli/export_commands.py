"""``hotseat export`` and ``hotseat share``: what they take; each imports what it needs when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hotseat.cli.places import places
from hotseat.cli.trouble import Stop

Out = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="The file to write.")]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")]


def export(
    session: Annotated[
        str, typer.Argument(metavar="SESSION", help="A session's id; hotseat review --json lists them.")
    ],
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="FORM",
            help="html, ipynb, md, json, cast, or an installed exporter's; left out, by the ending.",
        ),
    ] = "",
    out: Out = None,
    force: Force = False,
) -> None:
    """Write a session as a page, a Jupyter notebook, a transcript, data, or a recording for asciinema."""
    from hotseat.cli.export import export_session

    raise typer.Exit(export_session(places(), session, to, out, force=force))


def share(
    session: Annotated[str | None, typer.Argument(metavar="SESSION", help="A session's id.")] = None,
    out: Out = None,
    show: Annotated[bool, typer.Option("--show", help="Only list what would be stripped.")] = False,
    take: Annotated[
        Path | None, typer.Option("--take", metavar="FORM", help="Bring back a form that a friend has filled in.")
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option("--name", help="Strip this name too; may be given several times.")
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option("--keep", help="Leave this word, though it is a name; may be given several times."),
    ] = None,
    force: Force = False,
) -> None:
    """Make a bundle of a session for a friend to score, with names, paths, hosts and addresses stripped."""
    from hotseat.cli.share import share_session, take_form

    if take is not None:
        if session is not None or out is not None or show:
            raise Stop(2, "A form says itself which session it is about: hotseat share --take FORM")
        raise typer.Exit(take_form(places(), take))
    if session is None:
        raise Stop(2, "Say which session: hotseat share SESSION -o bundle.zip, or bring a form back: --take FORM")
    strip = (name or (), keep or ())
    raise typer.Exit(share_session(places(), session, out, show=show, force=force, names=strip[0], keep=strip[1]))
