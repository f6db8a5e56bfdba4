"""The built-in bank, read once by each process that runs tests."""

from __future__ import annotations

from functools import cache

from hotseat.question_bank.bank import Bank, load_bank
from hotseat.reference.builtin import builtin_pack


@cache
def builtin_bank() -> Bank:
    """All built-in questions, read from their files; nobody may change it."""
    return load_bank([builtin_pack()])
