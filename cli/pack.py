"""``hotseat pack``: list the packs, install one, trust one, take that back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from hotseat.cli import pack_authoring
from hotseat.cli.pack_install import install_pack, remove_pack
from hotseat.cli.places import Places, places
from hotseat.cli.trouble import OK, Stop, agree, give, give_json, lacking, say, wrong_use
from hotseat.counted import counted

if TYPE_CHECKING:
    from hotseat.cli.packs import PackFacts

pack_app = typer.Typer(
    help="See which packs of questions there are, install them, and trust those whose code may be run.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
pack_app.command("new")(pack_authoring.new)
pack_app.command("check")(pack_authoring.check)
pack_app.command("preview")(pack_authoring.preview)
pack_app.command("build")(pack_authoring.build)
pack_app.command("install")(install_pack)
pack_app.command("remove")(remove_pack)
SHOWN = 40
"""Files of a pack that are listed before it is trusted."""
WORDS = {
    "shipped": "ships with Hotseat",
    "own": "yours",
    "trusted": "trusted",
    "changed": "changed since you trusted it",
    "new": "not trusted yet",
    "no code": "holds no code",
}
Name = Annotated[str, typer.Argument(metavar="NAME", help="A pack's name or its folder.")]


@pack_app.command("list")
def list_packs(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line on standard output.")] = False,
) -> None:
    """List the packs: their questions, where they lie, and whether their code may be run."""
    from hotseat import harmless
    from hotseat.cli.banks import open_bank
    from hotseat.cli.packs import facts
    from hotseat.cli.trust import TrustStore

    here = places()
    bank, store = open_bank(here), TrustStore(here.trust)
    for found in (facts(bank, pack) for pack in bank.packs):
        if as_json:
            entry = store.entry(found.folder)
            give_json(
                {
                    "name": found.name,
                    "version": _version(found) or None,
                    "folder": str(found.folder),
                    "questions": found.talk + found.code,
                    "code_questions": found.code,
                    "standing": found.standing,
                    "runs": found.standing in ("shipped", "own", "trusted"),
                    "digest": found.digest,
                    "bytes": found.size,
                    "since": entry.since if entry and found.standing in ("own", "trusted", "changed") else None,
                }
            )
        else:
            give(
                f"{found.name:20} {_version(found) or '–':10} {found.talk + found.code:>5} "
                f"{'question, ' if found.talk + found.code == 1 else 'questions,'} {found.code:>4} in code  "
                f"{WORDS[found.standing]:28}  {harmless.line(str(found.folder), 200)}"
            )


@pack_app.command("trust")
def trust_pack(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    own: Annotated[
        bool, typer.Option("--own", help="You write this pack: it stays trusted whatever you change in it.")
    ] = False,
) -> None:
    """Show what a pack holds, and trust it to be run, after asking."""
    from hotseat.cli.packs import trust
    from hotseat.cli.trust import TrustStore

    here = places()
    found = _find(here, name)
    if found.standing in ("shipped", "own") or (found.standing == "trusted" and not own):
        say(f"The pack {found.name} is trusted already: {WORDS[found.standing]}.")
        raise Stop(OK)
    if found.standing == "no code" and not own:
        say(f"The pack {found.name} holds no code, so there is nothing to trust.")
        raise Stop(OK)
    _show(found)
    if not yes:
        question = "Do you write this pack, and trust all you will put into it?" if own else "Trust it?"
        agree(question, "Nothing was trusted.", "If you trust what you see above")
    try:
        if own:
            TrustStore(here.trust).own(found.folder)
        else:
            trust(here, found)
    except OSError as fault:
        lacking(f"That cannot be kept in {here.trust}: {fault.strerror or fault}.")
    say(
        f"The pack {found.name} is trusted{' as your own' if own else ''}. To take it back: hotseat pack distrust {name}"
    )


@pack_app.command("distrust")
def distrust_pack(name: Name) -> None:
    """Take trust in a pack back: its code is not run any more."""
    from hotseat.cli.trust import TrustStore

    here = places()
    found = _find(here, name)
    if found.standing == "shipped":
        wrong_use("The questions that ship with Hotseat are part of it, and run as it does.")
    try:
        known = TrustStore(here.trust).distrust(found.folder)
    except OSError as fault:
        lacking(f"That cannot be kept in {here.trust}: {fault.strerror or fault}.")
    say(f"The pack {found.name} is {'not trusted any more' if known else 'not trusted anyway'}.")


def _version(found: PackFacts) -> str:
    """The version that a pack says it has; that of what ships with Hotseat is Hotseat's."""
    from hotseat import __version__
    from hotseat.question_bank.pack_card import version_of

    return __version__ if found.standing == "shipped" else version_of(found.folder)


def _find(here: Places, name: str) -> PackFacts:
    """The facts of a pack by its name or its folder; exits with the nearest names where there is none."""
    from pathlib import Path

    from hotseat.cli.banks import open_bank
    from hotseat.cli.packs import facts, no_such_pack

    bank = open_bank(here)
    folder = Path(name).expanduser().resolve()
    for pack in bank.packs:
        if name == pack.name or folder == pack.code.resolve():
            return facts(bank, pack)
    no_such_pack(bank.packs, name)


def _show(found: PackFacts) -> None:
    from hotseat import harmless

    files = {name: piece for name, piece in found.pieces.items() if not name.startswith("questions/")}
    for number, (name, piece) in enumerate(files.items()):
        if number == SHOWN:
            give(f"  … and {counted(len(files) - SHOWN, 'more file')}")
            break
        give(f"  {piece.size:>9,} bytes  {harmless.line(name, 120)}")
    for line in found.lines():
        give(line)
    give(f"SHA-256 of all of it: {found.digest}")
    if told := _checkers(found):
        give(told)


def _checkers(found: PackFacts) -> str:
    """Which checkers of other packages its checks name, in a sentence; empty where they name none."""
    from hotseat.question_bank.problem import BrokenFile
    from hotseat.question_bank.strict_yaml import read_text
    from hotseat.reference.checkers_named import told

    texts: list[str] = []
    for name in found.pieces:
        if name.startswith("checks/"):
            try:
                texts.append(read_text(found.folder / name, inside=found.folder))
            except BrokenFile:
                continue  # It is not run either.
    return told(texts)
