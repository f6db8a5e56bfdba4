"""What of a pack may be run: a pack brings checks, which are code, and code is run only where somebody stands for it.

A pack that ships with Hotseat, or that this person writes, is run as it is. Any other is run as far as each of its texts is
the very text that the person has seen and trusted, told by its SHA-256. So what is run is what was trusted, whenever and
by whomever a file was changed.
"""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from hotseat.frozen import frozen
from hotseat.question_bank.model import Question
from hotseat.question_bank.problem import BrokenFile
from hotseat.question_bank.strict_yaml import read_text

if TYPE_CHECKING:
    from hotseat.question_bank.summary import Summary

Standing = Literal["shipped", "own", "trusted", "changed", "new", "no code"]
"""How a pack stands: it ships with Hotseat; this person writes it; it was trusted, and is what it was; it was trusted, and
something of it has changed; it was never trusted; there is nothing in it that could run."""
FOLDERS = ("checks", "solutions", "starters", "right", "wrong")
"""The folders of a pack that hold code."""
UNREADABLE = "unreadable"
"""Stands for the seal of a file that cannot be read. No text has it, so no such file is ever run."""


@frozen
class Piece:
    """One text of a pack that can be run."""

    seal: str
    """Its SHA-256 in hexadecimal."""
    size: int
    """Its bytes."""


@frozen
class Trust:
    """What of one pack may be run. By default nothing."""

    stands: Literal["shipped", "own", "sealed"] = "sealed"
    """Who stands for it: Hotseat, this person as its author, or this person for the texts in ``seals``."""
    seals: Mapping[str, str] = field(default_factory=dict[str, str])
    """The trusted texts by their names, as :func:`pieces` names them."""

    def refusal(self, pack: str, texts: Mapping[str, str]) -> str:
        """Why these texts of the pack of this name, by their names, are not run and what to do; empty where they may be."""
        if self.stands != "sealed":
            return ""
        strange = [name for name, text in texts.items() if self.seals.get(name) != seal(text)]
        if not strange:
            return ""
        command = f"hotseat pack trust {shlex.quote(pack)}"
        if not self.seals:
            return f"The pack {pack} brings code that you have not trusted yet, so it is not run. To see and trust it: {command}"
        return f"{strange[0]} of the pack {pack} is not what you trusted, so it is not run. To see and trust it anew: {command}"

    def stands_for(self, question: Summary) -> bool:
        """Whether somebody stands for this question as it is: Hotseat, its author, or this person who trusted the pack.

        A question that declares something to be run counts as trusted where that very declaration was.
        """
        if self.stands != "sealed":
            return True
        return self.seals.get(_named(question.id)) == question.declares if question.declares else bool(self.seals)


SHIPPED, OWN, NOT_TRUSTED = Trust("shipped"), Trust("own"), Trust()


def seal(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def declared(question: Question) -> tuple[str, str]:
    """The name and the text of what a question's YAML file itself lets run, or lets code do beyond the strict sandbox."""
    whole = question.model_dump(mode="json", include={"imports", "evidence", "needs"})
    return _named(question.id), json.dumps(whole, sort_keys=True, ensure_ascii=False)


def _named(question: str) -> str:
    return f"questions/{question}"


def pieces(code: Path, questions: Iterable[Summary]) -> dict[str, Piece]:
    """All that can be run of a pack whose code lies in the folder ``code``, read now, by ``<folder>/<file>``, sorted.

    ``questions`` are the pack's own; ``questions/<id>`` stands for what its YAML file declares.
    """
    found: dict[str, Piece] = {}
    for folder in FOLDERS:
        try:
            files = sorted(path for path in (code / folder).iterdir() if path.suffix == ".py")
        except OSError:
            continue
        for path in files:
            try:
                text = read_text(path, inside=code)
            except BrokenFile:
                found[f"{folder}/{path.name}"] = Piece(UNREADABLE, 0)
            else:
                found[f"{folder}/{path.name}"] = _piece(text)
    for question in questions:
        if question.declares:
            found[_named(question.id)] = Piece(question.declares, question.declares_size)
    return dict(sorted(found.items()))


def digest(found: Mapping[str, Piece]) -> str:
    """One SHA-256, in hexadecimal, over all pieces and their names."""
    return seal("".join(f"{name}\0{piece.seal}\n" for name, piece in sorted(found.items())))


def standing(trust: Trust, found: Mapping[str, Piece]) -> Standing:
    """How a pack stands whose pieces are these."""
    if trust.stands != "sealed":
        return trust.stands
    if not found:
        return "no code"
    if not trust.seals:
        return "new"
    return "changed" if changes(trust, found) else "trusted"


def changes(trust: Trust, found: Mapping[str, Piece]) -> tuple[str, ...]:
    """The names of all that is new, different or gone since a pack was trusted, sorted; empty where it never was."""
    if not trust.seals:
        return ()
    now = {name: piece.seal for name, piece in found.items()}
    return tuple(sorted(name for name in now.keys() | trust.seals.keys() if now.get(name) != trust.seals.get(name)))


def _piece(text: str) -> Piece:
    return Piece(seal(text), len(text.encode("utf-8")))
