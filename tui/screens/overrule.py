"""What is asked when the person overrules a rubric point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hotseat.interview.scoring import PointOutcome
from hotseat.tui.question_view import POINTS
from hotseat.tui.screens.dialogs import Ask, Choice

WORD: Mapping[str, bool | None] = {"covered": True, "not-covered": False, "reading": None}
"""What each answer of :func:`own_word` means."""


def which_point(points: Sequence[PointOutcome]) -> Ask:
    """Asks for a point; gives its place among them."""
    choices = [Choice(str(i), f"{POINTS[p.state][0]} {p.text}", _state(p)) for i, p in enumerate(points)]
    return Ask(
        "Which point was read wrongly?", "Your word is kept beside the reading, and the score goes by it.", choices
    )


def own_word(point: PointOutcome) -> Ask:
    """Asks what the person says of a point; gives a key of :data:`WORD`."""
    covered, not_covered = Choice("covered", "I did say this"), Choice("not-covered", "I did not say this")
    # What would change something comes first, so that enter does it.
    choices = [not_covered, covered] if point.state == "covered" else [covered, not_covered]
    if point.overruled:
        choices.insert(0, Choice("reading", "Take my word back", f"The reading counts again: {point.read}."))
    return Ask("Your word on this point", point.text, choices)


def _state(point: PointOutcome) -> str:
    return f"{point.state} by your own word; the reading says: {point.read}" if point.overruled else point.state
