"""Whether somebody is ready for the interview: the one place of that rule. Pure, and rather too strict than too kind.

*Not enough evidence*, unless at least ``LEAST_MOCKS`` mocks were sat in the last ``RECENT`` days, the last of them within
``FRESH`` days, and ``LEAST_ANSWERED`` different questions were answered. Then *ready*, if all of these hold, and *not ready*
otherwise, with what is missing:

1. Mocks: over the last ``COUNTED`` mocks, the mean score less one standard deviation is at least ``SOLID``, and the last one
   is at least ``SOLID`` too. The spread counts against one: a mock that went well may have been luck.
2. Trend: the later half of them is not worse than the earlier half by more than ``FALL``.
3. Length: one of them was at least ``LONG`` minutes long; half an hour says nothing about two.
4. Competencies: none that was seen in them is below ``WEAK`` on average, at least ``SEEN`` were seen, and all of ``NEEDED``.
5. Coverage: topics that together take ``COVERED`` of the bank's weight were answered, weighted by an interview's time.
6. Memory: FSRS predicts that at least ``REMEMBERED`` of what was answered is still known on the day.

Every number here is a judgement of ours, chosen before anybody's results were seen; none was fitted to hiring decisions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime

from hotseat.frozen import frozen
from hotseat.review.plan_facts import Facts, Mock
from hotseat.review.schedule_choice import importance

LEAST_MOCKS, LEAST_ANSWERED = 3, 12
RECENT, FRESH = 60, 14
"""Days."""
COUNTED = 5
SOLID, WEAK = 0.6, 0.35
"""The scores from which one is solid, and below which one is weak, as the debrief has it."""
FALL = 0.1
LONG = 90.0
COVERED = 0.7
REMEMBERED = 0.8
NEEDED = ("problem-solving", "coding", "machine-learning", "communication")
"""The competencies without which nothing can be said."""
SEEN = 4
"""Different competencies that these mocks must have shown."""


@frozen
class Reason:
    """One thing that was looked at."""

    sentence: str
    holds: bool


@frozen
class Readiness:
    """The verdict and all that it rests on."""

    word: str
    """``ready``, ``not ready`` or ``not enough evidence``."""
    reasons: tuple[Reason, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """What stands in the way, a sentence each."""
        return tuple(r.sentence for r in self.reasons if not r.holds)


def readiness(facts: Facts, now: datetime, on: datetime | None = None) -> Readiness:
    """Whether somebody is ready now for an interview at ``on``, or now where no date is known."""
    recent = [m for m in facts.mocks if m.overall is not None and 0 <= (now - m.at).days <= RECENT]
    evidence = _evidence(recent, len(facts.known.cards), now)
    if not all(r.holds for r in evidence):
        return Readiness("not enough evidence", evidence)
    counted = recent[-COUNTED:]
    reasons = (
        _results(counted),
        _trend(counted),
        _length(counted),
        *_competencies(counted),
        _coverage(facts),
        _memory(facts, on or now),
    )
    return Readiness("ready" if all(r.holds for r in reasons) else "not ready", reasons)


def _evidence(recent: Sequence[Mock], answered: int, now: datetime) -> tuple[Reason, ...]:
    many = f"{len(recent)} mock{'' if len(recent) == 1 else 's'} in the last {RECENT} days"
    questions = f"{answered} different question{'' if answered == 1 else 's'} answered"
    found = [
        Reason(f"{many}; at least {LEAST_MOCKS} are needed to say anything.", len(recent) >= LEAST_MOCKS),
        Reason(f"{questions}; at least {LEAST_ANSWERED} are needed.", answered >= LEAST_ANSWERED),
    ]
    if recent:
        days = (now - recent[-1].at).days
        told = "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"
        found.append(Reason(f"The last mock was {told}; it should not be older than {FRESH} days.", days <= FRESH))
    return tuple(found)


def _results(mocks: Sequence[Mock]) -> Reason:
    scores = _scores(mocks)
    mean, spread = _mean(scores), _spread(scores)
    holds = mean - spread >= SOLID and scores[-1] >= SOLID
    told = f"The last {len(scores)} mocks scored {mean:.0%} on average, give or take {spread:.0%}, the latest {scores[-1]:.0%}"
    return Reason(f"{told}; solid begins at {SOLID:.0%}, with the spread taken off.", holds)


def _trend(mocks: Sequence[Mock]) -> Reason:
    scores = _scores(mocks)
    half = len(scores) // 2
    change = _mean(scores[-half:]) - _mean(scores[:half])
    if change < -FALL:
        return Reason(f"The later mocks were worse than the earlier ones, by {-change:.0%}.", False)
    return Reason("The later mocks were not clearly worse than the earlier ones.", True)


def _length(mocks: Sequence[Mock]) -> Reason:
    longest = max(m.minutes for m in mocks)
    return Reason(
        f"The longest of these mocks took {longest:.0f} minutes; one of at least {LONG:.0f} is needed.", longest >= LONG
    )


def _competencies(mocks: Sequence[Mock]) -> tuple[Reason, ...]:
    seen: dict[str, list[float]] = {}
    for mock in mocks:
        for name, score in mock.scores.items():
            seen.setdefault(name, []).append(score)
    found: list[Reason] = []
    weak = [(name, _mean(scores)) for name, scores in sorted(seen.items()) if _mean(scores) < WEAK]
    if weak:
        listed = ", ".join(f"{name.replace('-', ' ')} ({score:.0%})" for name, score in weak)
        found.append(Reason(f"Weak in these mocks: {listed}.", False))
    unseen = [name.replace("-", " ") for name in NEEDED if name not in seen]
    if unseen:
        found.append(Reason(f"Never seen in these mocks: {', '.join(unseen)}.", False))
    elif len(seen) < SEEN:
        found.append(Reason(f"These mocks showed {len(seen)} competencies; at least {SEEN} are needed.", False))
    return tuple(found) or (Reason("No competency was weak in these mocks.", True),)


def _coverage(facts: Facts) -> Reason:
    weights: dict[str, float] = {}
    for name, weight in importance(facts.questions, facts.agenda).items():
        topic = facts.questions[name].topic
        weights[topic] = weights.get(topic, 0.0) + weight
    whole = sum(weights.values())
    met = {c.topic for c in facts.known.cards.values()}
    share = sum(w for t, w in weights.items() if t in met) / whole if whole else 0.0
    lacking = sorted((t for t in weights if t not in met), key=lambda t: -weights[t])[:3]
    told = f"You answered something in topics that make {share:.0%} of what an interview may ask"
    rest = f"; not yet: {', '.join(t.replace('-', ' ') for t in lacking)}" if lacking and share < COVERED else ""
    return Reason(f"{told}{rest}.", share >= COVERED)


def _memory(facts: Facts, on: datetime) -> Reason:
    known = [c.known(on) for c in facts.known.cards.values()]
    mean = _mean(known)
    return Reason(
        f"Of what you answered, about {mean:.0%} is likely to be still known then; {REMEMBERED:.0%} is wanted.",
        mean >= REMEMBERED,
    )


def _scores(mocks: Sequence[Mock]) -> list[float]:
    return [m.overall for m in mocks if m.overall is not None]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _spread(values: Sequence[float]) -> float:
    """The sample's standard deviation."""
    mean = _mean(values)
    return math.sqrt(sum((v - mean) ** 2 for v in values) / (len(values) - 1)) if len(values) > 1 else 0.0
