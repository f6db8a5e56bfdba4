"""A pack's card, ``pack.yaml`` at its top: its title, which version this is, and who made it. A pack may lack one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from hotseat.question_bank.model import Entry, Line, Text
from hotseat.question_bank.problem import BrokenFile

CARD = "pack.yaml"


class PackCard(Entry):
    """What a pack says of itself. Text from outside; nothing is decided by it."""

    version: Annotated[str, Field(pattern=r"^[0-9][0-9A-Za-z.+-]{0,39}$")]
    """Such as ``1.2``, in quotation marks: YAML takes it for a number without them."""
    title: Line
    about: Text | None = None
    """What is in it and for whom, in a sentence or two."""
    authors: Annotated[tuple[Line, ...], Field(max_length=50)] = ()
    licence: Line | None = None
    """The terms it may be passed on by, such as ``CC BY 4.0``."""


def read_card(folder: Path) -> PackCard | None:
    """The card of the pack in a folder, or None where it has none. Raises BrokenFile."""
    from hotseat.question_bank.loader import load

    path = folder / CARD
    return load(path, PackCard, inside=folder) if path.exists() else None


def version_of(folder: Path) -> str:
    """The version that a pack says it has; empty where it says none, or its card cannot be read."""
    try:
        card = read_card(folder)
    except BrokenFile:
        return ""
    return card.version if card is not None else ""
