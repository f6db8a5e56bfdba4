"""The built-in bank as a pack: its questions lie in ``question_bank``, its code beside this file."""

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
