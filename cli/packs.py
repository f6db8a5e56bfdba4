"""The packs of this person: where they are, how far each is trusted, and which questions wait for that.

They are the built-in one, the person's own, every folder under ``packs`` in the data folder, and the folders that ``packs``
in the settings names, in this order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from hotseat import harmless
from hotseat.cli.places import Places
from hotseat.cli.settings import read_settings
from hotseat.cli.trouble import wrong_use
from hotseat.cli.trust import TrustStore
from hotseat.frozen import frozen

if TYPE_CHECKING:
    from hotseat.question_bank.bank import Bank
    from hotseat.question_bank.pack import Pack
    from hotseat.question_bank.summary import Summary
    from hotseat.question_bank.trust import Piece, Standing

OWN = "own"
"""The name of the person's own pack."""


@frozen
class PackFacts:
    """What a person should know of a pack before they trust it."""

    name: str
    folder: Path
    standing: Standing
    talk: int
    code: int
    """Questions to answer in words, and in code."""
    pieces: Mapping[str, Piece]
    digest: str
    wide: tuple[str, ...]
    """The ids of the questions whose code may start processes or use sockets."""
    changed: tuple[str, ...]
    """The names of what is not as it was when the pack was trusted; empty for one that never was."""

    @property
    def size(self) -> int:
        """Bytes of all that can be run."""
        return sum(piece.size for piece in self.pieces.values())

    def lines(self) -> list[str]:
        """The same in sentences, for a dialog or a terminal."""
        files = _counted(sum(not name.startswith("questions/") for name in self.pieces), "file")
        words = f" and {self.talk} to answer in words" if self.talk else ""
        found = [
            f"{harmless.line(self.name, 60)} holds {_counted(self.code, 'question')} in code{words}: {files} of code, "
            f"{_kilobytes(self.size)}, digest {self.digest[:12]}.",
            "Its checks run in a sandbox; a starter that you run yourself has your own rights. Trust only what you know the "
            "source of. You are asked again when any of it changes.",
        ]
        if self.changed:
            found.append(f"Changed since you trusted it: {_some(self.changed)}.")
        if self.wide:
            found.append(f"May start processes or use sockets of its own: {_some(self.wide)}.")
        found.append(f"It lies in {harmless.line(str(self.folder), 200)}")
        return found


def packs_of(places: Places) -> tuple[list[Pack], list[str]]:
    """All packs in order, each with what of it may be run; and the folders that the settings name and are not there."""
    from hotseat.question_bank.pack import Pack
    from hotseat.reference.builtin import builtin_pack

    store = TrustStore(places.trust)
    found: list[Pack] = [builtin_pack()]
    named = [_whole(path, places.config) for path in read_settings(places.settings)[0].packs]
    inside = sorted(path for path in _folders(places.packs) if not path.name.startswith("."))
    for folder in dict.fromkeys([places.own_pack, *inside, *named]):
        if not folder.is_dir():
            continue
        name = OWN if folder == places.own_pack else _name(folder, {OWN, *(pack.name for pack in found)})
        found.append(Pack.at(folder, name, store.trust_in(folder)))
    return found, [str(folder) for folder in named if not folder.is_dir()]


def facts(bank: Bank, pack: Pack) -> PackFacts:
    """What there is to know of a pack of the bank; its files are read now."""
    from hotseat.question_bank.trust import changes, digest, pieces, standing

    questions = bank.of_pack(pack)
    found = pieces(pack.code, questions)
    code = sum(question.kind == "code" for question in questions)
    wide = tuple(question.id for question in questions if question.wide)
    return PackFacts(
        pack.name,
        pack.code,
        standing(pack.trust, found),
        len(questions) - code,
        code,
        found,
        digest(found),
        wide,
        changes(pack.trust, found),
    )


def waiting(bank: Bank) -> dict[str, PackFacts]:
    """The packs whose code is not run, since it is new or has changed, by name."""
    sealed = [pack for pack in bank.packs if pack.trust.stands == "sealed"]
    found = {pack.name: facts(bank, pack) for pack in sealed}
    return {name: one for name, one in found.items() if one.standing in ("new", "changed")}


def askable(bank: Bank) -> Mapping[str, Summary]:
    """The questions that can be drawn: all but those in code of a pack whose code is not run, or that need what is not here."""
    from hotseat.question_bank.engines import unavailable

    closed = waiting(bank)
    return {
        i: q
        for i, q in bank.summaries.items()
        if q.kind == "talk" or (bank.pack_of(i).name not in closed and unavailable(q) is None)
    }


def unvouched(bank: Bank, pack: Pack) -> PackFacts | None:
    """What to tell of a pack before its code is run, where nobody stands for it as it is; None where somebody does."""
    if pack.trust.stands != "sealed":
        return None
    found = facts(bank, pack)
    return found if found.standing != "trusted" else None


def closed_pack(bank: Bank, question: str) -> PackFacts | None:
    """The pack that must be trusted before this question can be asked, or None."""
    pack = bank.pack_of(question)
    if bank.summaries[question].kind == "talk" or pack.trust.stands != "sealed":
        return None
    return waiting(bank).get(pack.name)


def waits(found: PackFacts) -> str:
    """That a pack waits to be trusted, and how that is done, in a sentence."""
    import shlex

    why = "has changed since you trusted it" if found.standing == "changed" else "has not been trusted yet"
    return (
        f"The pack {found.name} {why}, so its code is not run and {_counted(found.code, 'question')} cannot be asked. "
        f"To see and trust it: hotseat pack trust {shlex.quote(found.name)}"
    )


def in_shell(folder: Path) -> str:
    """A pack's folder as one writes it in a command."""
    import shlex

    return shlex.quote(harmless.line(str(folder), 200))


def no_such_pack(packs: Sequence[Pack], name: str) -> NoReturn:
    """Exit with the nearest names of packs."""
    import difflib

    from hotseat.cli.banks import unknown

    near = difflib.get_close_matches(name, [pack.name for pack in packs], 3, 0.4)
    wrong_use(unknown("pack", name, near, "hotseat pack list"))


def trust(places: Places, found: PackFacts) -> None:
    """Remember a pack as trusted, exactly as it was when its facts were gathered. Raises OSError."""
    TrustStore(places.trust).trust(found.folder, found.pieces)


def _whole(path: str, config: Path) -> Path:
    """A folder of the settings; one that does not begin at the root begins beside the settings file."""
    return (config / Path(path).expanduser()).resolve()


def _folders(place: Path) -> list[Path]:
    try:
        return [path for path in place.iterdir() if path.is_dir()]
    except OSError:
        return []


def _name(folder: Path, taken: set[str]) -> str:
    """The folder's name made harmless, with a number where another pack has it."""
    name = harmless.line(folder.name, 60) or "pack"
    number = 2
    while name in taken:
        name = f"{name.removesuffix(f'-{number - 1}')}-{number}"
        number += 1
    return name


def _some(names: Sequence[str], most: int = 2) -> str:
    shown = [harmless.line(name, 60) for name in names[:most]]
    return ", ".join([*shown, f"{len(names) - most} more"] if len(names) > most else shown)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _kilobytes(size: int) -> str:
    return f"{size / 1000:,.1f} kB"
