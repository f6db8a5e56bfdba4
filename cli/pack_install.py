"""``hotseat pack install``: a folder or a zip archive becomes a pack of this person, all of it or nothing."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hotseat.cli.trouble import OK, Stop, give, lacking, say, wrong_use

if TYPE_CHECKING:
    from hotseat.question_bank.pack_source import Source

SHOWN = 5
"""Names that are told of what is left out, and faults that are told of what is installed."""


def install_pack(
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="A pack's folder, or a zip archive of one.")],
    name: Annotated[str, typer.Option("--name", help="What to call it; left out, as the folder or archive is.")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of a pack of this name.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Look a pack through, and put it among your packs; its code is not run before you trust it."""
    raise typer.Exit(install(source, name, replace=replace, yes=yes))


def install(path: Path, name: str, *, replace: bool, yes: bool) -> int:
    """Install a pack; returns the exit code."""
    from hotseat import harmless
    from hotseat.cli.front_ends import ready_places
    from hotseat.question_bank.pack_source import BadSource, open_source

    try:
        source = open_source(path.expanduser())
    except BadSource as fault:
        wrong_use(str(fault))
    except OSError as fault:
        lacking(f"{harmless.line(str(path), 120)} cannot be read: {fault.strerror or fault}.")
    here = ready_places()
    called = _name(name, source)
    target = here.packs / called
    if target.exists() and not replace:
        wrong_use(f"There is a pack called {called} already. Give another --name, or --replace it.")
    give(f"{called}: {len(source.files):,} files, {source.size / 1000:,.1f} kB.")
    if source.left_out:
        shown = ", ".join(source.left_out[:SHOWN])
        more = f" and {len(source.left_out) - SHOWN} more" if len(source.left_out) > SHOWN else ""
        say(f"Left out, for no pack holds such files: {shown}{more}.")
    if not yes:
        _ask(f"Install it{' in place of the one that is there' if target.exists() else ''}?")
    try:
        _put(source, target)
    except BadSource as fault:
        wrong_use(str(fault))
    except OSError as fault:
        lacking(f"The pack cannot be put into {harmless.line(str(target.parent), 160)}: {fault.strerror or fault}.")
    _tell(here.packs / called, called)
    return OK


def _name(wished: str, source: Source) -> str:
    import re

    if wished and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}", wished):
        wrong_use("A pack's name is made of letters without accents, digits, and . _ -, and has 60 characters at most.")
    return wished or source.name


def _put(source: Source, target: Path) -> None:
    """Write all files beside the target, then put them in its place. Raises BadSource and OSError; then nothing has changed."""
    from hotseat.interview import disk

    passing, before = target.with_name(f".{target.name}.part"), target.with_name(f".{target.name}.before")
    disk.make_private(target.parent)
    for left in (passing, before):
        shutil.rmtree(left, ignore_errors=True)
    passing.mkdir(mode=0o700)
    try:
        for folder in sorted({Path(file.name).parent for file in source.files}):
            (passing / folder).mkdir(parents=True, exist_ok=True, mode=0o700)
        for n, file in enumerate(source.files, 1):
            (passing / file.name).write_bytes(source.read(file))
            if n % 1_000 == 0:
                say(f"{n:,} of {len(source.files):,} files…")
        if target.exists():
            target.rename(before)
        try:
            passing.rename(target)
        except OSError:
            if before.exists():
                before.rename(target)
            raise
        disk.sync_folder(target.parent)
    finally:
        shutil.rmtree(passing, ignore_errors=True)
        shutil.rmtree(before, ignore_errors=True)


def _tell(folder: Path, called: str) -> None:
    """Say what the pack is good for, and what comes next."""
    from hotseat.cli.banks import open_bank
    from hotseat.cli.packs import facts, waits
    from hotseat.cli.places import places

    bank = open_bank(places())
    faults = [p for p in bank.problems if Path(p.file).is_relative_to(folder)]
    for problem in faults[:SHOWN]:
        say(str(problem))
    if len(faults) > SHOWN:
        say(f"and {len(faults) - SHOWN} more: hotseat bank lint --quick")
    pack = next((p for p in bank.packs if p.code == folder), None)
    if pack is None:
        lacking(f"The pack was put into {folder}, and cannot be read there.")
    found = facts(bank, pack)
    talk = f"{found.talk} question{'' if found.talk == 1 else 's'} in words can be asked"
    say(f"Installed. {talk}." if found.talk else "Installed.")
    if found.standing in ("new", "changed"):
        say(waits(found))


def _ask(question: str) -> None:
    if not sys.stdin.isatty():
        wrong_use("Nobody can be asked here. If that is what you want, add --yes.")
    if not typer.confirm(question, default=False, err=True):
        say("Nothing was installed.")
        raise Stop(OK)
