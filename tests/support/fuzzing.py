"""How long the fuzzing tests look: a while in each run, and ``HOTSEAT_FUZZ`` times as long where that is asked for."""

from __future__ import annotations

import os

FACTOR = int(os.environ.get("HOTSEAT_FUZZ", "1"))


def examples(usual: int) -> int:
    """How many examples a test tries that usually tries so many."""
    return usual * FACTOR
