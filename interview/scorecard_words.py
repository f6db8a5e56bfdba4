"""The scorecard and the hire signal in sentences, for a screen and for a line mode alike. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from hotseat.frozen import frozen
from hotseat.interview.looked_back import LineContest
from hotseat.interview.scorecard import CompetencyScore, Line
from hotseat.interview.scoring import Debrief

NOT_SEEN = "Nothing, or too little, was seen of this, so it does not count."
CONTESTED = "You contested this line; the score stands, and your word is kept beside it."
WITHDRAWN = "You took your word on this line back."
WHAT_FOLLOWS = "Your word is kept beside the score, which stands, and is told wherever the line is told."


SHORT = {"machine-learning": "machine learning", "production": "production"}
"""How a competency is called in the middle of a sentence, where its title in small letters would not do."""


@frozen
class OnQuestion:
    """The lines of a competency on one question, or on none."""

    heading: str
    """The question's title, and how many of its points on this competency were covered; empty for no question."""
    lines: tuple[Line, ...]


def on_questions(score: CompetencyScore) -> tuple[OnQuestion, ...]:
    """The lines of a competency by their questions, in their order; what is about no question comes last."""
    groups: dict[str, list[Line]] = {}
    for line in score.lines:
        groups.setdefault(line.question if line.title else "", []).append(line)
    last = groups.pop("", [])
    found = [OnQuestion(_heading(score, lines), tuple(lines)) for lines in groups.values()]
    return (*found, OnQuestion("", tuple(last))) if last else tuple(found)


def _heading(score: CompetencyScore, lines: Sequence[Line]) -> str:
    points = [line for line in lines if line.state]
    if not points:
        return lines[0].title
    covered = sum(line.state == "covered" for line in points)
    about = SHORT.get(score.id, score.title.lower())
    return f"{lines[0].title}: {covered} of {len(points)} point{'' if len(points) == 1 else 's'} on {about} covered"


def signal_word(word: str) -> str:
    """A hire signal's word as it begins a sentence."""
    return word.capitalize()


def contest_told(contest: LineContest) -> str:
    """What the person says against a line, in a sentence."""
    return f"You contest this: {contest.reason}"


def weighed(line: Line) -> str:
    """How much a line counts, in words."""
    if not line.weight:
        return "told, not scored"
    size = "much" if line.weight >= 3 else "little" if line.weight <= 1 else "fairly"
    return {"much": "counts for much", "little": "counts for a little", "fairly": "counts for some"}[size]


def unseen(report: Debrief) -> str:
    """Which competencies were not seen, in a sentence; empty where all were."""
    names = [score.title.lower() for score in report.competencies if score.score is None]
    return f"Not assessable: {', '.join(names)}. {NOT_SEEN}" if names else ""


def left_over(report: Debrief) -> tuple[str, ...]:
    """What the person says against lines that this version of the scoring does not have."""
    return tuple(
        f"You also contested “{c.told}”, which this version of the scoring does not tell: {c.reason}"
        for c in report.left_over.values()
    )
