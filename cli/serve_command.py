"""``hotseat serve``: what it takes; the server is imported when it runs."""

from __future__ import annotations

from typing import Annotated

import typer


def serve(
    host: Annotated[
        str, typer.Option("--host", help="Listen here; anything but this machine alone asks you first.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Left out, one that is free.")] = 0,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", help="Another name that browsers reach it by; may be given several times."),
    ] = None,
    most: Annotated[int, typer.Option("--pages", min=1, max=64, help="How many pages may be open at a time.")] = 4,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether others may reach it.")] = False,
) -> None:
    """Show the app in a browser, each page with an app of its own, behind a token that opens once."""
    from hotseat.cli.front_ends import ready_places
    from hotseat.cli.serve import serve_pages

    ready_places()
    raise typer.Exit(serve_pages(host, port, name or (), most, yes=yes))
