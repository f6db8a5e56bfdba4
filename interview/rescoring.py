"""Scoring anew: what a scorecard says, to be kept, and how another one of the same session differs from it. Pure."""

from __future__ import annotations

from hotseat.frozen import frozen
from hotseat.interview.events import SessionScored
from hotseat.interview.looked_back import Scored
from hotseat.interview.scorecard import COMPETENCIES, word
from hotseat.interview.scoring import SCORING_VERSION, Debrief, debrief
from hotseat.interview.state import State

DIGITS = 4
"""Digits of values and weights that are kept and compared."""


@frozen
class Change:
    """One thing that another scorecard says otherwise."""

    name: str
    """Of the line; a competency's id, or ``signal``."""
    what: str
    """What it is about: the line's text, a competency's title, or ``Hire signal``."""
    before: str
    """What was said; empty where there was no such line."""
    after: str
    """What is said; empty where there is no such line."""


def to_record(state: State) -> SessionScored | None:
    """The event that keeps what the scorecard of a state says; None where just that is on record."""
    report = debrief(state)
    event = SessionScored(
        SCORING_VERSION,
        report.signal.word,
        {score.id: score.word for score in report.competencies},
        tuple(
            {
                "name": line.name,
                "text": line.text,
                "value": round(line.value, DIGITS),
                "weight": round(line.weight, DIGITS),
            }
            for line in report.lines
        ),
    )
    known = state.looked_back.scored
    same = known is not None and known.version == event.version and not changes(known, report)
    return None if same else event


def changes(before: Scored, after: Debrief) -> tuple[Change, ...]:
    """What a scorecard says otherwise than an earlier one: the signal, the competencies, then line by line."""
    found: list[Change] = []
    if before.signal != after.signal.word:
        found.append(Change("signal", "Hire signal", before.signal, after.signal.word))
    now = {score.id: score.word for score in after.competencies}
    titles = {**{name: name.replace("-", " ").capitalize() for name in before.words}, **COMPETENCIES}
    for name in dict.fromkeys((*now, *before.words)):
        was, is_ = before.words.get(name, ""), now.get(name, "")
        if was != is_:
            found.append(Change(name, titles[name], was, is_))
    old = {line.name: (line.text, _told(line.value, line.weight)) for line in before.lines}
    new = {line.name: (line.text, _told(line.value, line.weight)) for line in after.lines}
    for name in dict.fromkeys((*new, *old)):
        text, is_ = new.get(name, ("", ""))
        said, was = old.get(name, ("", ""))
        if was != is_:
            found.append(Change(name, text or said, was, is_))
        elif text != said:
            found.append(Change(name, text, f"“{said}”", f"“{text}”"))
    return tuple(found)


def _told(value: float, weight: float) -> str:
    """A line's value and weight, exactly enough that two that differ are told apart."""
    return f"{word(round(value, DIGITS))}, {round(value, DIGITS):.4g} of weight {round(weight, DIGITS):g}"
