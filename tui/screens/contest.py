"""What is asked and told when a verdict is contested, on whichever screen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hotseat.interview.contest import LONGEST_REASON
from hotseat.tui.screens.dialogs import AskLine
from hotseat.tui.widgets.checks import word

WHAT_FOLLOWS = (
    "A case is written with your code, the seed, the versions, the question's checks and its reference. The score "
    "stays, marked as disputed."
)


def reason_box(title: str, verdict: Mapping[str, Any] | None) -> AskLine:
    """The box that asks what is wrong with a verdict on the question of this title."""
    name = word(str((verdict or {}).get("verdict")))[1]
    return AskLine(
        f"Contest {name} on “{title}”?",
        WHAT_FOLLOWS,
        hint="What is wrong with it (may stay empty)",
        most=LONGEST_REASON,
    )


def case_note(path: str) -> str:
    """The sentences that tell where a case lies and what is in it; the folder stands on a line of its own, to be copied."""
    place, home = Path(path), Path.home()
    folder = Path("~", place.parent.relative_to(home)) if place.is_relative_to(home) else place.parent
    return f"The case is {place.name} in\n{folder}\nIt holds the reference: open it once the question is behind you."
