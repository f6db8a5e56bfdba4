"""A key that terminals send and Textual does not know: alt+enter.

Without kitty's keyboard protocol a terminal sends escape and a carriage return for it. Textual takes that for a plain
enter, so that somebody who wants a new line in an answer would send the answer instead.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from textual import _ansi_sequences

SEQUENCES = {"\x1b\r": "alt+enter", "\x1b\n": "alt+enter"}


def teach() -> None:
    """Add the missing sequences to Textual's table; those it knows by then stay as they are."""
    table = cast("dict[str, Any]", _ansi_sequences.ANSI_SEQUENCES_KEYS)
    for sequence, key in SEQUENCES.items():
        table.setdefault(sequence, (SimpleNamespace(value=key),))
