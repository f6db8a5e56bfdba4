"""What a screen remembers between sessions, in one small file: how wide the panes are, and whether the person was welcomed."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import cast

from hotseat.frozen import frozen

TALK = (25, 75)
"""The least and the most of the width that the conversation takes, in percent."""
CODE = (20, 85)
"""The least and the most of the height that the code takes, in percent."""


@frozen
class Kept:
    """The remembered things, each with what it is where nothing is remembered."""

    talk: int | None = None
    """Percent of the width that the conversation takes; None as the style sheet has it."""
    code: int | None = None
    """Percent of the height that the code takes of its side; None as the style sheet has it."""
    welcomed: bool = False
    """Whether the first steps were offered."""


def read_kept(path: Path) -> Kept:
    """What was remembered; where the file is missing or damaged, nothing."""
    try:
        found: object = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Kept()
    if not isinstance(found, dict):
        return Kept()
    given = cast("dict[str, object]", found)
    return Kept(
        _percent(given.get("talk"), TALK), _percent(given.get("code"), CODE), welcomed=given.get("welcomed") is True
    )


def write_kept(path: Path, kept: Kept) -> None:
    """Remember this, all of it or nothing. Raises OSError where it cannot be written."""
    # The first frame needs what was kept, and nothing of the interview.
    from hotseat.interview import disk

    disk.make_private(path.parent)
    disk.put(path, f"{json.dumps(asdict(kept))}\n".encode(), lasting=False)


def within(value: float, bounds: tuple[int, int]) -> int:
    """The whole percentage nearest to a wish that lies between the bounds."""
    return round(min(max(value, bounds[0]), bounds[1]))


def _percent(value: object, bounds: tuple[int, int]) -> int | None:
    return within(value, bounds) if isinstance(value, int) and not isinstance(value, bool) else None
