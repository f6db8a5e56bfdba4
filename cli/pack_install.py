"""``hotseat pack install`` and ``remove``: a folder or an archive becomes a pack of this person, all of it or nothing."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hotseat.cli.trouble import OK, agree, give, lacking, say, wrong_use
from hotseat.counted import counted

if TYPE_CHECKING:
    from hotseat.question_bank.pack_source import Source

SHOWN_CHANGES = 20
"""Names of each kind of change that are told."""
SHOWN = 5
"""Names that are told of what is left out, and faults that are told of what is installed."""


def install_pack(
    source: Annotated[
        Path, typer.Argument(metavar="SOURCE", help="A pack's folder, or a zip or tar.gz archive of one.")
    ],
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
    there = target.exists()
    if there and _tell_changes(source, target, called):
        say(f"The pack {called} is what it would become, so there is nothing to do.")
        return OK
    if there and not replace and (yes or not sys.stdin.isatty()):
        wrong_use(f"There is a pack called {called} already. Give another --name, or --replace it.")
    give(f"{called}: {counted(len(source.files), 'file')}, {source.size / 1000:,.1f} kB.")
    if source.left_out:
        shown = ", ".join(source.left_out[:SHOWN])
        more = f" and {len(source.left_out) - SHOWN} more" if len(source.left_out) > SHOWN else ""
        say(f"Left out, for no pack holds such files: {shown}{more}.")
    if not yes:
        agree("Change the installed pack so?" if there else "Install it?", "Nothing was installed.")
    try:
        _put(source, target)
    except BadSource as fault:
        wrong_use(str(fault))
    except OSError as fault:
        lacking(f"The pack cannot be put into {harmless.line(str(target.parent), 160)}: {fault.strerror or fault}.")
    _tell(here.packs / called, called)
    return OK


def _tell_changes(source: Source, target: Path, called: str) -> bool:
    """Say what an installed pack would become, file by file; returns whether it is that already."""
    from hotseat import harmless
    from hotseat.question_bank.pack_card import CARD, version_of
    from hotseat.question_bank.pack_source import BadSource
    from hotseat.question_bank.trust import FOLDERS

    try:
        new = {file.name: source.read(file) for file in source.files}
    except BadSource as fault:
        wrong_use(str(fault))
    except OSError as fault:
        lacking(f"{called} cannot be read: {fault.strerror or fault}.")
    old = {name: _bytes(target / name) for name in _files_in(target)}
    kinds = (
        ("new", sorted(new.keys() - old.keys())),
        ("changed", sorted(name for name in new.keys() & old.keys() if new[name] != old[name])),
        ("gone", sorted(old.keys() - new.keys())),
    )
    if not any(names for _, names in kinds):
        return True
    was = version_of(target)
    what = f" {was}" if was else ""
    give(f"{called}{what} is installed. This would change:")
    for word, names in kinds:
        for name in names[:SHOWN_CHANGES]:
            give(f"  {word:8} {harmless.line(name, 120)}")
        if len(names) > SHOWN_CHANGES:
            give(f"  {word:8} and {len(names) - SHOWN_CHANGES:,} more")
    code = sum(name.partition("/")[0] in FOLDERS for _, names in kinds for name in names)
    if code:
        give(
            f"{counted(code, 'file')} of code among them: if you trusted the pack, you are asked again before any of it is run."
        )
    elif all(name == CARD or "/" not in name for _, names in kinds for name in names):
        give("No question changes.")
    return False


def _files_in(folder: Path) -> list[str]:
    """The files of an installed pack by their names in it; not the mark of whose it is."""
    found = [path for path in folder.rglob("*") if path.is_file() or path.is_symlink()]
    return [path.relative_to(folder).as_posix() for path in found if not path.name.startswith(".")]


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if not path.is_symlink() else None
    except OSError:
        return None


def remove_pack(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A pack's name.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Take an installed pack away, with the trust in it, after asking; sessions keep what they were asked."""
    from hotseat import harmless
    from hotseat.cli.packs import no_such_pack, packs_of
    from hotseat.cli.places import places
    from hotseat.cli.trust import TrustStore

    here = places()
    packs = packs_of(here)[0]
    found = next((pack for pack in packs if pack.name == name), None)
    if found is None:
        no_such_pack(packs, name)
    folder = found.code
    shown = harmless.line(str(folder), 200)
    if folder.parent != here.packs:
        if found.trust.stands == "shipped":
            wrong_use("The questions that ship with Hotseat are part of it.")
        if folder == here.own_pack:
            wrong_use(f"That is your own pack. Nothing of it is taken away here; it lies in {shown}")
        wrong_use(f"It was not installed but is named in {here.settings}. Take {shown} out of packs = […] there.")
    if folder.is_symlink():
        wrong_use(f"{shown} is a link to a folder elsewhere. Take the link away yourself.")
    give(f"{harmless.line(found.name, 60)}: {counted(len(_files_in(folder)), 'file')} in {shown}")
    if not yes:
        agree("Take it away?", "Nothing was taken away.")
    passing = folder.with_name(f".{folder.name}.gone")
    try:
        shutil.rmtree(passing, ignore_errors=True)
        folder.rename(passing)
        shutil.rmtree(passing, ignore_errors=True)
        TrustStore(here.trust).distrust(folder)
    except OSError as fault:
        lacking(f"{shown} cannot be taken away: {fault.strerror or fault}.")
    say(f"The pack {harmless.line(found.name, 60)} is gone. Sessions keep what they were asked.")


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
    if found.code and found.standing in ("new", "changed"):
        say(waits(found))
