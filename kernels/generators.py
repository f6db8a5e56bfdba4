"""The generators of random numbers that a process has loaded, seeded together."""

from __future__ import annotations

import sys
from typing import Any, cast


def reseed(seed: int) -> None:
    """Seeds Python's, NumPy's and torch's global generators, as far as they are loaded.

    Forked processes share their state otherwise. ``seed`` lies between 0 and 2**32 - 1.
    """
    loaded = cast("dict[str, Any]", sys.modules)
    if "random" in loaded:
        loaded["random"].seed(seed)
    if "numpy" in loaded:
        loaded["numpy"].random.seed(seed)
    if "torch" in loaded:
        loaded["torch"].default_generator.manual_seed(seed)
