"""When a question is due again: the cards of spaced repetition, folded from the grades of all past sessions. Pure.

Nothing is stored: the journals hold what happened, grades follow from that, and cards from grades. The memory model and its
parameters are those of FSRS-6 as the library ``fsrs`` ships them. Times come in from outside and nothing is left to chance,
so that the same history gives the same schedule. A question takes a quarter of an hour, so there are no learning steps of
minutes: what was not known comes again after a day. The longest interval is ``LONGEST`` days, since an interview comes sooner
than that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo

from fsrs import Card as Memory
from fsrs import Rating, Scheduler

from hotseat.frozen import frozen
from hotseat.review.grades import grade
from hotseat.review.outcomes import Outcome

RETENTION = 0.9
"""A question is due once the chance that it is still known has fallen to this."""
LONGEST = 180
"""Days until a question that is known very well is asked again."""
_STEPS = (timedelta(days=1),)
_SCHEDULER = Scheduler(
    desired_retention=RETENTION,
    learning_steps=_STEPS,
    relearning_steps=_STEPS,
    maximum_interval=LONGEST,
    enable_fuzzing=False,
)
_RATINGS = {"again": Rating.Again, "hard": Rating.Hard, "good": Rating.Good, "easy": Rating.Easy}


@frozen
class Review:
    """One time that a question was answered, and how well it was known."""

    question: str
    at: datetime
    """In UTC."""
    grade: str
    why: str
    topic: str


@frozen
class Card:
    """What is known of how well one question is known."""

    question: str
    topic: str
    due: datetime
    """In UTC; what counts is the day."""
    last: Review
    times: int
    """How often it was answered."""
    memory: Memory
    """The library's own card."""

    def due_on(self, zone: tzinfo | None) -> date:
        """The day from which it is due."""
        return self.due.astimezone(zone).date()

    def known(self, at: datetime) -> float:
        """The chance from 0 to 1 that it is still known then."""
        return _SCHEDULER.get_card_retrievability(self.memory, at.astimezone(UTC))


def reviews(outcomes: Iterable[Outcome]) -> tuple[Review, ...]:
    """Every graded answer, oldest first; one whose time cannot be read is left out."""
    found: list[Review] = []
    for outcome in outcomes:
        rated, at = grade(outcome), moment(outcome.at)
        if rated is not None and at is not None:
            found.append(Review(outcome.question, at, rated.word, rated.why, outcome.topic))
    return tuple(sorted(found, key=lambda r: r.at))


def cards(answered: Iterable[Review]) -> Mapping[str, Card]:
    """The card of each question that was answered, by its id; the reviews come oldest first."""
    memories: dict[str, Memory] = {}
    latest: dict[str, Review] = {}
    times: dict[str, int] = {}
    for review in answered:
        there = memories.get(review.question)
        if there is None:
            # With its number and its time given, the library reads no clock.
            there = Memory(card_id=len(memories), due=review.at)
        memories[review.question], _ = _SCHEDULER.review_card(there, _RATINGS[review.grade], review.at)
        latest[review.question] = review
        times[review.question] = times.get(review.question, 0) + 1
    return {q: Card(q, latest[q].topic, m.due, latest[q], times[q], m) for q, m in memories.items()}


def due(known: Mapping[str, Card], now: datetime) -> tuple[Card, ...]:
    """The cards that are due on the day of ``now``, which has a time zone; what is most likely forgotten comes first."""
    today = now.date()
    found = [c for c in known.values() if c.due_on(now.tzinfo) <= today]
    return tuple(sorted(found, key=lambda c: (c.known(now), c.due, c.question)))


def moment(text: str) -> datetime | None:
    """A time of a journal, in UTC; None where it cannot be read."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
