"""``hotseat data``: its commands; each imports what it needs when it runs."""

from __future__ import annotations

from typing import Annotated

import typer

from hotseat.cli.export_commands import Force, Out
from hotseat.cli.options import AsJson
from hotseat.cli.places import places

data_app = typer.Typer(
    help="Your own files: where they are, all in one archive, or deleted.", no_args_is_help=True, rich_markup_mode=None
)


@data_app.command("where")
def where(as_json: AsJson = False) -> None:
    """Show where everything of yours lies, and how large it is."""
    from hotseat.cli.data import show_where

    raise typer.Exit(show_where(places(), as_json=as_json))


@data_app.command("export")
def export(out: Out = None, force: Force = False) -> None:
    """Write all your files into one zip archive that only you can read; links are left out."""
    from hotseat.cli.data import export_data

    raise typer.Exit(export_data(places(), out, force=force))


@data_app.command("purge")
def purge(
    session: Annotated[str | None, typer.Argument(metavar="SESSION", help="The session to delete.")] = None,
    before: Annotated[
        str | None,
        typer.Option("--before", metavar="DAY", help="All sessions begun before this day, such as 2026-01-31."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Everything that Hotseat keeps on this machine.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete a session, those before a day, or all; says exactly what goes, and asks."""
    from hotseat.cli.purge import purge as delete

    raise typer.Exit(delete(places(), session, before, everything=everything, yes=yes))
