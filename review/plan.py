"""The plan until an interview: days with what to do on each, kept up to date with what was done. Pure.

What lies ahead is laid out anew whenever the plan is looked at, by :mod:`hotseat.review.plan_layout`; what lies behind stays
as it was, each thing ticked where a journal shows that it was done. The present day stays as it was laid out first on that
day, so that it does not grow while one works through it. What was missed moves: a review stays due, and a mock or a drill is
put ahead again where there is room.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Literal

from hotseat.frozen import frozen
from hotseat.review.plan_dates import day_of
from hotseat.review.plan_facts import Facts, Mock
from hotseat.review.plan_layout import laid_out
from hotseat.review.plan_parts import Day, Item, Wish
from hotseat.review.schedule import Review

ENOUGH = 0.8
"""The share of a planned mock's length from which an interview counts as that mock."""
State = Literal["done", "open", "moved", "missed"]


@frozen
class Plan:
    """What was wished for, and what it comes to."""

    wish: Wish
    laid_on: date | None
    """The day for which the present day was laid out; None where it is to be laid out anew."""
    days: tuple[Day, ...] = ()
    """Oldest first, from the day the plan was made to the day before the interview."""
    left_out: tuple[str, ...] = ()
    """Sentences on what does not fit."""

    def day(self, on: date) -> Day:
        """The day with this date; an empty one where the plan has none."""
        return next((d for d in self.days if d.on == on), Day(on))

    def state_of(self, item: Item, on: date, today: date) -> State:
        """What became of something on a day."""
        if item.done:
            return "done"
        if on >= today:
            return "open"
        ahead = (i for d in self.days if d.on >= today for i in d.items)
        again = any((i.kind, i.what) == (item.kind, item.what) for i in ahead)
        return "moved" if again else "missed"


def brought_up_to(plan: Plan, facts: Facts, now: datetime) -> Plan:
    """The plan as it stands now, with what was done ticked off and what lies ahead laid out anew."""
    today = now.date()
    kept = [_ticked(d, facts, now) for d in plan.days if d.on <= today]
    past, here = [d for d in kept if d.on < today], next((d for d in kept if d.on == today), None)
    if today >= plan.wish.interview_on:
        return replace(plan, days=(*past, *([here] if here else [])), left_out=())
    missed = [(d.on, i) for d in past for i in d.items if not i.done]
    settled = here if here is not None and plan.laid_on == today else None
    begun = Day(today, tuple(i for i in here.items if i.done)) if here is not None and settled is None else None
    ahead, left_out = laid_out(plan.wish, facts, now, missed=missed, settled=settled, begun=begun)
    return Plan(plan.wish, today, (*past, *ahead), left_out)


def wished(plan: Plan | None, wish: Wish, now: datetime) -> Plan:
    """A plan for another wish; what was done by the old one stays."""
    days = tuple(d for d in plan.days if d.on <= now.date()) if plan else ()
    return Plan(wish, None, days)


def _ticked(day: Day, facts: Facts, now: datetime) -> Day:
    """The day with its things ticked that a journal shows as done on it.

    Once the day is over, another new question on the same topic counts for a drill; until then the drill may still be done.
    """
    answered = [r for r in facts.known.answered if day_of(r.at, now) == day.on]
    sat = [m for m in facts.mocks if day_of(m.at, now) == day.on]
    named = {i.what for i in day.items}
    others = [r for r in answered if r.question not in named]
    firsts = _first_times(others, facts.known.answered) if day.on < now.date() else []
    items: list[Item] = []
    for item in day.items:
        if item.kind == "mock":
            done = _take(sat, item)
        elif item.kind == "rest":
            done = day.on < now.date()
        else:
            done = any(r.question == item.what for r in answered)
            if not done and item.kind == "drill":
                done = _take_topic(firsts, item.topic)
        items.append(replace(item, done=item.done or done))
    return Day(day.on, tuple(items))


def _take(sat: list[Mock], item: Item) -> bool:
    found = next((m for m in sat if m.minutes >= item.minutes * ENOUGH), None)
    if found is None:
        return False
    sat.remove(found)
    return True


def _first_times(others: Iterable[Review], answered: Sequence[Review]) -> list[Review]:
    """Of these answers those that were the first to their question: a drill on the same topic."""
    first: dict[str, Review] = {}
    for review in answered:
        first.setdefault(review.question, review)
    return [r for r in others if first[r.question] is r]


def _take_topic(firsts: list[Review], topic: str) -> bool:
    found = next((r for r in firsts if r.topic == topic), None)
    if found is None:
        return False
    firsts.remove(found)
    return True
