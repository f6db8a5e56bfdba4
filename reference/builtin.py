"""What ships with Hotseat as packs: questions lie in ``question_bank``, their code beside this file."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from hotseat.question_bank.pack import Pack
from hotseat.question_bank.trust import SHIPPED


def builtin_pack() -> Pack:
    """The pack that ships with Hotseat."""
    return Pack(
        "hotseat",
        Path(str(files("hotseat.question_bank"))) / "questions",
        Path(str(files("hotseat.reference"))),
        SHIPPED,
    )


def first_steps_pack() -> Pack:
    """The pack of the one question that shows the keys; it is no part of the bank."""
    return Pack(
        "first-steps",
        Path(str(files("hotseat.question_bank"))) / "first_steps" / "questions",
        Path(str(files("hotseat.reference"))) / "first_steps",
        SHIPPED,
    )
