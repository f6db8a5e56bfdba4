"""The numbers behind the pictures: where the time went, how scores move, which topics are weak and how sure that is. Pure.

Nothing is drawn here. How sure a mean is, is told by Wilson's score interval for a share (E. B. Wilson, Probable inference,
the law of succession, and statistical inference, JASA 22, 1927), which holds up with few values (L. D. Brown, T. T. Cai and
A. DasGupta, Interval estimation for a binomial proportion, Statistical Science 16, 2001). It is made for shares of yes and
no. Values that lie between 0 and 1 spread less than yes and no of the same mean do, so that it is rather too wide for them
than too narrow.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from hotseat.frozen import frozen
from hotseat.interview.scoring import QuestionOutcome, word
from hotseat.interview.state import State

SURE = 0.9
"""How often an interval made like these holds the true mean."""
_Z = 1.6448536269514722
"""Standard deviations of the normal distribution to each side that hold ``SURE`` of it."""
FEWEST = 3
"""Different questions of a topic, or sessions of a week, below which nothing is said about it."""
SOLID = 0.6
"""The score from which one is solid, as ``scoring.word`` has it."""


@frozen
class SectionTime:
    """Where the time of one section went."""

    title: str
    planned: float
    """Seconds of its budget."""
    spent: float
    """Seconds it took; so far, where it is open."""
    reached: bool
    """Whether it was opened at all."""

    @property
    def over(self) -> float:
        """Seconds past the budget; negative where some were left."""
        return self.spent - self.planned


@frozen
class Mean:
    """The mean of some values between 0 and 1, and between what it may well lie."""

    count: int
    mean: float
    low: float
    high: float

    @property
    def width(self) -> float:
        return self.high - self.low


@frozen
class Answered:
    """How one question went in one session."""

    question: str
    topic: str
    score: float | None
    """From 0 to 1; None where it was not assessable."""


@frozen
class Sitting:
    """One session as the pictures need it."""

    session: str
    started: str
    """Date and time in UTC, ISO 8601."""
    mode: str
    overall: float | None
    answered: tuple[Answered, ...] = ()


@frozen
class Week:
    """The scores of the sessions of one week."""

    monday: date
    scores: Mean
    sessions: tuple[str, ...]


@frozen
class Standing:
    """How a topic stands."""

    topic: str
    scores: Mean
    """Over the different questions asked, each with its latest score."""

    @property
    def enough(self) -> bool:
        return self.scores.count >= FEWEST

    @property
    def word(self) -> str:
        """``weak``, ``solid``, ``could be either``, or ``not enough evidence``."""
        if not self.enough:
            return "not enough evidence"
        if self.scores.high < SOLID:
            return "weak"
        return "solid" if self.scores.low >= SOLID else "could be either"


def section_times(state: State) -> tuple[SectionTime, ...]:
    """The sections of the plan in order, each with what it was to take and what it took."""
    found: list[SectionTime] = []
    for index, planned in enumerate(state.plan.sections):
        spent = state.section_spent.get(index, 0.0)
        reached = index in state.section_spent
        if state.section_open and index == state.section:
            spent, reached = spent + max(0.0, state.at - state.section_opened_at), True
        found.append(SectionTime(planned.title, planned.seconds, spent, reached))
    return tuple(found)


def question_score(outcome: QuestionOutcome) -> float | None:
    """How a question went, from 0 to 1: the best submission, else the share of the points covered; None for neither.

    An unclear point counts half, as in the debrief.
    """
    if outcome.score is not None:
        return outcome.score
    if not outcome.points:
        return None
    worth = {"covered": 1.0, "unclear": 0.5}
    return sum(worth.get(point.state, 0.0) for point in outcome.points) / len(outcome.points)


def mean_of(values: Sequence[float]) -> Mean:
    """The mean of values between 0 and 1 with its interval; of none it is anything from 0 to 1."""
    count = len(values)
    if not count:
        return Mean(0, 0.0, 0.0, 1.0)
    share = min(1.0, max(0.0, sum(values) / count))
    weight = 1 + _Z**2 / count
    middle = (share + _Z**2 / (2 * count)) / weight
    reach = _Z / weight * math.sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2))
    return Mean(count, share, max(0.0, min(share, middle - reach)), min(1.0, max(share, middle + reach)))


def weeks(sittings: Iterable[Sitting]) -> tuple[Week, ...]:
    """The scores week by week, oldest first; weeks without an assessable session are left out."""
    found: dict[date, list[Sitting]] = {}
    for sitting in sittings:
        day = _day(sitting.started)
        if day is not None and sitting.overall is not None:
            found.setdefault(day - timedelta(days=day.weekday()), []).append(sitting)
    return tuple(
        Week(monday, mean_of([s.overall for s in there if s.overall is not None]), tuple(s.session for s in there))
        for monday, there in sorted(found.items())
    )


def standings(sittings: Iterable[Sitting]) -> tuple[Standing, ...]:
    """How each topic stands, those that look weakest first, those with too little evidence last.

    Of a question that was asked more than once the latest score counts: what is asked is where one stands, and the same
    question ten times tells of one question only.
    """
    latest: dict[str, tuple[str, Answered]] = {}
    for sitting in sittings:
        for answered in sitting.answered:
            known = latest.get(answered.question)
            if answered.score is not None and (known is None or sitting.started >= known[0]):
                latest[answered.question] = (sitting.started, answered)
    topics: dict[str, list[float]] = {}
    for _, answered in latest.values():
        if answered.score is not None:
            topics.setdefault(answered.topic, []).append(answered.score)
    found = [Standing(topic, mean_of(scores)) for topic, scores in topics.items()]
    return tuple(sorted(found, key=lambda s: (not s.enough, s.scores.high if s.enough else -s.scores.count, s.topic)))


def trend(found: Sequence[Week]) -> str:
    """What the weeks come to, in a sentence that claims no more than they carry."""
    sessions = sum(week.scores.count for week in found)
    if sessions < FEWEST:
        return "Not enough evidence: scores over the weeks need three sessions that could be assessed."
    whole = mean_of([week.scores.mean for week in found for _ in week.sessions])
    said = f"{sessions} sessions, {word(whole.mean)} on average."
    if len(found) < 2:
        return f"{said} All lie in one week, so nothing can be said about a change."
    half = len(found) // 2
    first, last = (_together(part) for part in (found[:half], found[half:]))
    if first.high < last.low:
        return f"{said} The later weeks are better than the earlier ones by more than chance explains."
    if last.high < first.low:
        return f"{said} The later weeks are worse than the earlier ones by more than chance explains."
    return f"{said} Between the earlier and the later weeks there is no change that could not be chance."


def _together(found: Sequence[Week]) -> Mean:
    return mean_of([week.scores.mean for week in found for _ in week.sessions])


def _day(started: str) -> date | None:
    try:
        return datetime.fromisoformat(started).date()
    except ValueError:
        return None
