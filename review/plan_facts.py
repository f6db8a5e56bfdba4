"""What plan and readiness are made from: the answers so far, the mocks that were sat, and the questions there are. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from datetime import datetime
from typing import Protocol

from hotseat.frozen import frozen
from hotseat.question_bank.draw import Drawable
from hotseat.question_bank.interview_model import Agenda
from hotseat.review.grades import Grade, grade
from hotseat.review.history import Summary
from hotseat.review.outcomes import Outcome
from hotseat.review.schedule import cards, moment, reviews
from hotseat.review.schedule_choice import Known

LEAST_MOCK = 20.0
"""Planned minutes below which an interview is no mock."""
MOST_OF_IT = 0.6
"""The share of its planned time after which an interview that was left counts as sat."""

INTERVIEW = "interview"
"""What stands for an interview among the sessions that were begun; no question has this id."""
LATEST = 10
"""Answers whose grades are shown, to be changed."""


class Askable(Drawable, Protocol):
    """A question as a plan shows it."""

    @property
    def title(self) -> str: ...


@frozen
class Mock:
    """An interview that was sat."""

    session: str
    at: datetime
    """When it was begun, in UTC."""
    minutes: float
    """What it was planned for."""
    overall: float | None
    scores: Mapping[str, float]
    """The competencies that were seen."""


@frozen
class Answered:
    """A question in a session, and how it was graded."""

    session: str
    outcome: Outcome
    grade: Grade


@frozen
class Facts:
    """All that is known on one machine."""

    known: Known
    mocks: tuple[Mock, ...]
    """Oldest first."""
    latest: tuple[Answered, ...]
    """The last graded answers, the newest first."""
    guesses: tuple[tuple[float, float], ...]
    """Each guess and the score it was about, oldest first."""
    questions: Mapping[str, Askable]
    """What can be asked here: nothing that needs what is not there, and nothing of a pack that is not trusted."""
    kept_back: Collection[str]
    """What is kept for the final mock."""
    agendas: Mapping[str, Agenda]
    agenda: Agenda | None
    """The interview that is prepared for; None where the bank has none."""
    begun: Mapping[str, str] = field(default_factory=dict[str, str])
    """The sessions that were begun and not ended, by what they are about: the id of a practised question, or ``interview``."""


def mocks(sessions: Iterable[Summary]) -> tuple[Mock, ...]:
    """The interviews that were sat to the end, or for most of their time, oldest first."""
    found: list[Mock] = []
    for session in sessions:
        at = moment(session.started)
        whole = session.ended in ("finished", "time") or session.spent >= session.planned * MOST_OF_IT
        if session.mode == "interview" and session.ended and whole and at and session.planned >= LEAST_MOCK * 60:
            found.append(Mock(session.id, at, session.planned / 60, session.overall, dict(session.scores)))
    return tuple(sorted(found, key=lambda m: m.at))


def begun(sessions: Iterable[Summary]) -> Mapping[str, str]:
    """The newest session that was begun and not ended for each question that is open in a practice, and for interviews."""
    found: dict[str, str] = {}
    for session in sorted((s for s in sessions if s.open), key=lambda s: s.started):
        if session.mode == "interview":
            found[INTERVIEW] = session.id
        elif session.mode == "practice":
            closed = {o.question for o in session.outcomes}
            found |= {question: session.id for question in session.questions if question not in closed}
    return found


def gathered(
    sessions: Iterable[Summary],
    questions: Mapping[str, Askable],
    kept_back: Collection[str],
    agendas: Mapping[str, Agenda],
    agenda: Agenda | None,
) -> Facts:
    """All of it, from the summaries of the sessions in any order."""
    listed = [s for s in sessions if not s.fault or s.outcomes]
    answered = reviews(o for s in listed for o in s.outcomes)
    dated = sorted((o.at, o.guess, o.guessed) for s in listed for o in s.outcomes if o.guess is not None)
    graded = ((o.at, Answered(s.id, o, g)) for s in listed for o in s.outcomes if (g := grade(o)))
    latest = tuple(a for _, a in sorted(graded, key=lambda g: g[0], reverse=True)[:LATEST])
    guesses = tuple((guess, score) for _, guess, score in dated if score is not None)
    return Facts(
        Known(answered, cards(answered)),
        mocks(listed),
        latest,
        guesses,
        questions,
        kept_back,
        agendas,
        agenda,
        begun(listed),
    )
