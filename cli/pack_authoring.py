"""The commands of ``hotseat pack`` for those who write one: what they take; each imports what it needs when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hotseat.cli.options import Plain
from hotseat.cli.places import places

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="The pack's folder.")]


def new(
    folder: Folder,
    question: Annotated[str, typer.Option("--question", metavar="ID", help="What to call the question.")] = "",
    kind: Annotated[str, typer.Option("--kind", help="code, talk or review.")] = "code",
) -> None:
    """Begin a pack with an example question that holds, or add one to a pack that is there."""
    from hotseat.cli.pack_new import new_pack

    new_pack(places(), folder, question, kind)


def check(
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="A pack's folder, or an archive of one.")],
    question: Annotated[
        list[str] | None, typer.Option("--question", metavar="ID", help="Only this one; may be given several times.")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Only what can be seen without running any code.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Run its code in the sandbox without asking.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="A warning fails the check too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line on standard output.")] = False,
) -> None:
    """Look a pack over without installing it: its words, its files, and, in the sandbox, whether its code holds.

    Exit codes: 0 it holds, 1 something is wrong, 2 that is no pack, 3 nothing was found, but some code was not run.
    """
    from hotseat.cli.pack_check import check_pack

    given = tuple(question or ())
    raise typer.Exit(check_pack(places(), source, given, quick=quick, yes=yes, strict=strict, as_json=as_json))


def build(
    folder: Folder,
    out: Annotated[Path, typer.Option("-o", "--output", metavar="FILE.zip", help="The archive to write.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
) -> None:
    """Make an archive of a pack: the same files give the same bytes."""
    from hotseat.cli.pack_build import build_pack

    raise typer.Exit(build_pack(folder, out, force=force))


def preview(
    folder: Folder,
    question: Annotated[str, typer.Option("--question", metavar="ID", help="The question to begin with.")] = "",
    plain: Plain = False,
) -> None:
    """Show each question of a pack as a candidate would see it, with the findings; it follows what you save."""
    from hotseat.cli.pack_preview import show_preview

    raise typer.Exit(show_preview(folder, question, plain=plain))
