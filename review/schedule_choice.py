"""What to practise next, and why: what is due, and then what is new, the weak and the important first. Pure.

What is due comes in the order in which it is likely to be forgotten, mixed by :mod:`hotseat.review.schedule_order`. Of what
is new, a question is worth the more, the weaker its topic is so far and the more of an interview's time is spent on its kind.
A topic of which nothing was asked yet counts as half known, so that a topic that went badly comes before it and one that
goes well after it. Until a topic goes well, its hard questions count less than its easy ones. Where nothing is due and
nothing is new, what falls due soonest comes first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from hotseat.frozen import frozen
from hotseat.question_bank.draw import Drawable, Odds, Wanted, ranked, suits
from hotseat.question_bank.interview_model import Agenda
from hotseat.review.charts import Standing, mean_of
from hotseat.review.schedule import Card, Review, due
from hotseat.review.schedule_order import RUN, interleaved

WORTH = {"again": 0.0, "hard": 0.4, "good": 0.8, "easy": 1.0}
"""What a grade says about a topic."""
PRIOR = 2.0
"""Answers at one half that every topic begins with, so that one answer does not decide."""
BADLY = 0.5
"""The strength below which a topic went badly; whether it is weak is said by :attr:`Strength.word`."""
STEEP = {"hard": 0.7, "expert": 0.5}
"""What is left of the worth of a question of this level while its topic does not go well yet."""
WELL = 0.6
"""The strength from which a topic goes well."""
AGAIN_SOON = 0.5
"""What is left of a topic's worth once one of its questions was chosen."""
ANYTHING = Wanted()
"""No filter."""
MOST = 60
"""Due questions that are put into order at a time."""


@frozen
class Pick:
    """A question that is to be practised."""

    question: str
    kind: str
    topic: str
    minutes: float
    why: str
    """Why it and why now, as a part of a sentence."""
    due: bool = False


@frozen
class Strength:
    """How a topic goes so far."""

    topic: str
    value: float
    """From 0 to 1; one half where nothing is known."""
    grades: tuple[float, ...] = ()
    """What the last grade of each question says that was answered, from 0 to 1."""

    @property
    def word(self) -> str:
        """How it stands, by the rule by which the charts say it: no topic is called weak before there is evidence enough."""
        return Standing(self.topic, mean_of(self.grades)).word


@frozen
class Known:
    """All that is known of what was practised."""

    answered: tuple[Review, ...]
    cards: Mapping[str, Card]

    def lately(self) -> tuple[str, ...]:
        """The questions that were answered last, the last one last."""
        return tuple(r.question for r in self.answered[-RUN:])


def strengths(cards: Iterable[Card]) -> dict[str, Strength]:
    """How each topic goes that was asked about, by the last grade of each of its questions."""
    found: dict[str, list[float]] = {}
    for card in cards:
        found.setdefault(card.topic, []).append(WORTH[card.last.grade])
    return {t: Strength(t, (sum(v) + PRIOR / 2) / (len(v) + PRIOR), tuple(v)) for t, v in found.items()}


def importance(questions: Mapping[str, Drawable], agenda: Agenda | None) -> dict[str, float]:
    """The share of an interview's time for questions in which each of these could be asked; all alike without an agenda."""
    if agenda is None:
        return dict.fromkeys(questions, 1.0)
    asking = [s for s in agenda.sections if s.draw]
    whole = sum(s.minutes for s in asking) or 1.0

    def share(name: str, question: Drawable) -> float:
        return sum(s.minutes for s in asking if any(name in d.ids or suits(question, d) for d in s.draw)) / whole

    return {i: share(i, q) for i, q in questions.items()}


def due_picks(known: Known, questions: Mapping[str, Drawable], now: datetime) -> tuple[Pick, ...]:
    """What is due among these questions, mixed."""
    found = [_due_pick(c, questions[c.question], now) for c in due(known.cards, now) if c.question in questions]
    before = [_Look(questions[q].kind, questions[q].topic) for q in known.lately() if q in questions]
    return (*interleaved(found[:MOST], before), *found[MOST:])


def new_picks(
    known: Known,
    questions: Mapping[str, Drawable],
    agenda: Agenda | None,
    kept_back: Collection[str],
    *,
    count: int,
    seed: int,
    taken: Collection[str] = (),
) -> tuple[Pick, ...]:
    """Questions that were never answered, the most worth first; none that is kept back and none of ``taken``."""
    fresh = {i: q for i, q in questions.items() if i not in known.cards and i not in kept_back and i not in taken}
    order = ranked(fresh, seed=seed, odds=Odds(kept_back=kept_back))
    topics, asked = strengths(known.cards.values()), importance(fresh, agenda)
    half = Strength("", 0.5)
    waiting: dict[str, list[tuple[float, int, str]]] = {}
    """By topic, what is worth most last; among equals the order of the draw decides."""
    for n, name in enumerate(order):
        topic, level = fresh[name].topic, fresh[name].level
        value = topics.get(topic, half).value
        steep = STEEP.get(level, 1.0) if value < WELL else 1.0
        waiting.setdefault(topic, []).append(((1 - value) * (0.1 + asked[name]) * steep, -n, name))
    for rows in waiting.values():
        rows.sort()
    share = dict.fromkeys(waiting, 1.0)
    chosen: list[Pick] = []
    while waiting and len(chosen) < count:
        best = max(waiting, key=lambda t: (waiting[t][-1][0] * share[t], waiting[t][-1][1]))
        question = fresh[waiting[best].pop()[2]]
        share[best] *= AGAIN_SOON
        if not waiting[best]:
            del waiting[best]
        why = _why_new(topics.get(best), best)
        chosen.append(Pick(question.id, question.kind, best, question.minutes, why))
    return tuple(chosen)


def choose(
    known: Known,
    questions: Mapping[str, Drawable],
    agenda: Agenda | None,
    kept_back: Collection[str],
    now: datetime,
    *,
    count: int,
    seed: int,
    wanted: Wanted = ANYTHING,
    planned: Sequence[tuple[str, str]] = (),
) -> tuple[Pick, ...]:
    """What a practice asks, at most ``count`` questions: what is due, what is ``planned`` for today, what is new.

    What is planned comes with its reason. ``questions`` are those that can be asked here; one that is ``kept_back`` is asked
    only once it was seen.
    """
    fit = {i: q for i, q in questions.items() if wanted.holds(q) and (i not in kept_back or i in known.cards)}
    chosen = list(due_picks(known, fit, now)[:count])
    for name, why in planned:
        if name in fit and name not in {p.question for p in chosen} and len(chosen) < count:
            q = fit[name]
            chosen.append(Pick(name, q.kind, q.topic, q.minutes, f"{why or 'open'}; your plan has it for today"))
    taken = {p.question for p in chosen}
    new = new_picks(known, fit, agenda, kept_back, count=count - len(chosen), seed=seed, taken=taken)
    if chosen or new:
        return (*chosen, *interleaved(new, chosen[-RUN:]))
    soonest = sorted((c for q, c in known.cards.items() if q in fit), key=lambda c: (c.due, c.question))
    return interleaved([_early_pick(c, fit[c.question], now) for c in soonest[:count]])


def due_told(card: Card, now: datetime) -> str:
    """Since when a card is due, and how it went last, as a part of a sentence."""
    days = (now.date() - card.due_on(now.tzinfo)).days
    since = "due today" if days <= 0 else "due since yesterday" if days == 1 else f"due for {days} days"
    return f"{since}; {last_told(card)}"


def last_told(card: Card) -> str:
    """How a question went last, as a part of a sentence."""
    return f"last time {'not known' if card.last.grade == 'again' else card.last.grade}"


@frozen
class _Look:
    kind: str
    topic: str


def _due_pick(card: Card, question: Drawable, now: datetime) -> Pick:
    return Pick(question.id, question.kind, question.topic, question.minutes, due_told(card, now), due=True)


def _early_pick(card: Card, question: Drawable, now: datetime) -> Pick:
    days = (card.due_on(now.tzinfo) - now.date()).days
    told = f"nothing is due or new; this one comes soonest, in {days} day{'' if days == 1 else 's'}"
    return Pick(question.id, question.kind, question.topic, question.minutes, told)


def _why_new(strength: Strength | None, topic: str) -> str:
    name = topic.replace("-", " ")
    if strength is None:
        return f"new; nothing on {name} was asked yet"
    if strength.word == "weak":
        return f"new; {name} is weak so far"
    return f"new; {name} went badly last time" if strength.value < BADLY else f"new; another question on {name}"
