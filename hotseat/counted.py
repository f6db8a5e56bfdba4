"""A number and what there are so many of."""

from __future__ import annotations


def counted(number: int, what: str) -> str:
    """``1 file``, ``2 files``, ``1,200 files``: for what takes an s when it is more or none."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
