"""How the days until an interview are laid out. Pure; the rules, in the order in which they fill a day:

1. The day before the interview is for rest, and holds nothing.
2. Mocks: the final one three days before the interview (two where there are no three), and back from it one every
   ``EVERY`` days, a short and a full one in turn; earlier than ``NEAR`` days before, a short one every ``FAR_EVERY`` days.
   Where no mock was sat lately and the first is days away, a short one comes at once, to know where one stands. The full mock
   is the longest course that fits into the minutes of a day. A mock that was missed comes again on the next day with room,
   unless another was sat since.
3. Reviews, each on the day it falls due or the next one with room.
4. Drills: questions never asked, the weak and the important first, for what is left of the day.

No day holds more minutes than it was given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from hotseat.frozen import frozen
from hotseat.question_bank.interview_model import Agenda
from hotseat.review.plan_dates import day_of, spoken
from hotseat.review.plan_facts import LEAST_MOCK, Facts
from hotseat.review.plan_parts import Day, Item, Wish
from hotseat.review.schedule_choice import due_told, last_told, new_picks
from hotseat.review.schedule_order import RUN, interleaved

FINAL = 3
"""Days before the interview on which the final mock lies."""
EVERY, NEAR, FAR_EVERY = 3, 28, 14
"""Days from mock to mock when the interview is near, how near that is, and days from mock to mock before that."""
LATELY = 14
"""Days after which the last mock says little about where one stands."""
MOST_DRILLS = 200
"""Drills that are laid out at a time; a plan that reaches further is filled up as the days come."""
_SLACK = 1e-6


@frozen
class _Slot:
    """A thing to do, with what is looked at where things are mixed."""

    item: Item
    kind: str
    topic: str


class _Days:
    """The days while they are filled."""

    def __init__(self, on: Sequence[date], minutes: float) -> None:
        self.on = list(on)
        self.room = dict.fromkeys(on, minutes)
        self.mocks: dict[date, Item] = {}
        self.slots: dict[date, list[_Slot]] = {day: [] for day in on}

    def put(self, day: date, item: Item, kind: str) -> None:
        self.room[day] -= item.minutes
        self.slots[day].append(_Slot(item, kind, item.topic))

    def put_mock(self, day: date, item: Item) -> None:
        self.room[day] -= item.minutes
        self.mocks[day] = item

    def fits(self, day: date, minutes: float) -> bool:
        return minutes <= self.room[day] + _SLACK


def laid_out(
    wish: Wish,
    facts: Facts,
    now: datetime,
    *,
    missed: Sequence[tuple[date, Item]] = (),
    settled: Day | None = None,
    begun: Day | None = None,
) -> tuple[tuple[Day, ...], tuple[str, ...]]:
    """The days from now to the day before the interview, and sentences on what does not fit.

    A present day that is ``settled`` stays as it is; one that is ``begun`` keeps what is in it and is filled up.
    """
    today, last = now.date(), wish.interview_on - timedelta(days=1)
    whole = [today + timedelta(days=n) for n in range((last - today).days + 1)]
    days = _Days([d for d in whole if d < last and not (settled and d == today)], float(wish.minutes_a_day))
    if begun is not None and today in days.room:
        days.room[today] -= begun.minutes
    taken = {i.what for i in settled.items if not i.done} if settled else set[str]()
    told = [
        *_mocks(days, wish, facts, now, missed, settled, begun),
        *_reviews(days, facts, last - timedelta(days=1), now, taken),
    ]
    _drills(days, facts, wish, [i for _, i in missed if i.kind == "drill"], taken)
    rest = Item("rest", "", "Rest: leaf through the checklist, and sleep well", 0.0)
    made: list[Day] = []
    before: list[_Slot] = []
    for day in whole:
        if settled and day == today:
            made.append(settled)
            before = [_Slot(i, q.kind, i.topic) for i in settled.items if (q := facts.questions.get(i.what))][-RUN:]
        elif day == last:
            made.append(Day(day, (*(begun.items if begun and day == today else ()), rest)))
        else:
            order = interleaved(days.slots[day], before[-RUN:])
            before = [*before, *order][-RUN:]
            first = [*(begun.items if begun and day == today else ())]
            mock = [days.mocks[day]] if day in days.mocks else []
            made.append(Day(day, (*first, *mock, *(s.item for s in order))))
    return tuple(made), tuple(told)


def mock_courses(facts: Facts, minutes: float) -> list[Agenda]:
    """The courses that can be a mock in so many minutes, the shortest first; one for each length, none on one topic alone."""
    general = [
        a
        for a in facts.agendas.values()
        if LEAST_MOCK <= a.minutes <= minutes + _SLACK and not any(d.topics for s in a.sections for d in s.draw)
    ]
    by_length: dict[float, Agenda] = {}
    for course in sorted(general, key=lambda a: (a is not facts.agenda, len(a.id), a.id)):
        by_length.setdefault(course.minutes, course)
    return [by_length[length] for length in sorted(by_length)]


def _mocks(
    days: _Days,
    wish: Wish,
    facts: Facts,
    now: datetime,
    missed: Sequence[tuple[date, Item]],
    settled: Day | None,
    begun: Day | None,
) -> list[str]:
    courses = mock_courses(facts, wish.minutes_a_day)
    if (wish.interview_on - now.date()).days < FINAL - 1:
        return []
    if not courses:
        shortest = next(iter(mock_courses(facts, 1e9)), None)
        least = f" The shortest takes {shortest.minutes:g}." if shortest else ""
        return [f"No mock fits into {wish.minutes_a_day} minutes a day.{least}"]
    short, full = courses[0], courses[-1]
    held = {today for today, there in ((now.date(), settled or begun),) if there and _has_mock(there)}
    for day, course, final in _regular(days.on, wish, facts, now, short, full):
        if day not in held and days.fits(day, course.minutes):
            days.put_mock(day, _mock(course, final))
    lately = any((now.date() - day_of(m.at, now)).days <= LATELY for m in facts.mocks)
    first = min([*days.mocks, *held], default=None)
    near = first is not None and (first - now.date()).days < EVERY
    if not lately and not near:
        start = next((d for d in days.on[:EVERY] if days.fits(d, short.minutes) and d not in days.mocks), None)
        if start is not None:
            days.put_mock(start, replace(_mock(short, False), why="to know where you stand"))
    told = _missed_mock(days, facts, now, missed, courses) if days.on else []
    longest = mock_courses(facts, 1e9)[-1]
    if full.minutes < longest.minutes:
        told.append(
            f"The whole interview takes {longest.minutes:g} minutes and a day has {wish.minutes_a_day}, so the mocks are "
            f"shorter ones. {longest.minutes:g} minutes a day make room for it."
        )
    return told


def _regular(
    on: Sequence[date], wish: Wish, facts: Facts, now: datetime, short: Agenda, full: Agenda
) -> list[tuple[date, Agenda, bool]]:
    """The days of the mocks, the final one first, each with its course."""
    found: list[tuple[date, Agenda, bool]] = []
    distances = {(wish.interview_on - day).days: day for day in on}
    just_sat = any((now.date() - day_of(m.at, now)).days < FINAL for m in facts.mocks)
    late = (wish.interview_on - now.date()).days < FINAL
    final = FINAL - 1 if late and not just_sat else FINAL
    if final in distances:
        found.append((distances[final], full, True))
    for n, distance in enumerate(range(FINAL + EVERY, NEAR, EVERY)):
        if distance in distances:
            found.append((distances[distance], full if n % 2 else short, False))
    far = range(NEAR + FAR_EVERY, max(distances, default=0) + 1, FAR_EVERY)
    return found + [(distances[d], short, False) for d in far if d in distances]


def _missed_mock(
    days: _Days, facts: Facts, now: datetime, missed: Sequence[tuple[date, Item]], courses: Sequence[Agenda]
) -> list[str]:
    """Lay the mock that was missed on the next day with room, where none was sat since."""
    last_sat = max((day_of(m.at, now) for m in facts.mocks), default=date.min)
    open_ones = [(on, i) for on, i in missed if i.kind == "mock" and on > last_sat]
    if not open_ones:
        return []
    lost_on, lost = open_ones[-1]
    course = next((a for a in courses if a.id == lost.what), courses[0])
    room = [d for d in days.on if d not in days.mocks and days.fits(d, course.minutes)]
    apart = [d for d in room[:EVERY] if all(abs((d - other).days) > 1 for other in days.mocks)]
    if room:
        days.put_mock((apart or room)[0], replace(_mock(course, lost.final), why=f"missed on {spoken(lost_on)}"))
        return []
    return [f"The mock of {spoken(lost_on)} was missed, and no day has room for it."]


def _has_mock(day: Day) -> bool:
    return any(i.kind == "mock" for i in day.items)


def _mock(course: Agenda, final: bool) -> Item:
    why = "the final mock, with questions kept back for it" if final else ""
    return Item("mock", course.id, course.title, course.minutes, why=why, final=final)


def _reviews(days: _Days, facts: Facts, last: date, now: datetime, taken: set[str]) -> list[str]:
    """Lay out what falls due until the ``last`` day before the one of rest."""
    left = 0
    for card in sorted(facts.known.cards.values(), key=lambda c: (c.due, c.question)):
        question, due_on = facts.questions.get(card.question), card.due_on(now.tzinfo)
        if question is None or card.question in taken or due_on > last:
            continue
        fit = (d for d in days.on if d >= due_on and days.fits(d, question.minutes))
        day = next(fit, None)
        if day is None:
            left += 1
            continue
        overdue = due_on <= now.date()
        why = due_told(card, now) if overdue else f"due then; {last_told(card)}"
        days.put(day, Item("review", question.id, question.title, question.minutes, question.topic, why), question.kind)
    if not left:
        return []
    verb = "question that falls due finds" if left == 1 else "questions that fall due find"
    return [f"{left} {verb} no room in the minutes a day."]


def _drills(days: _Days, facts: Facts, wish: Wish, missed: Sequence[Item], taken: set[str]) -> None:
    """Fill what is left with questions that were never asked; those that were missed come first."""
    back = {
        i.what: replace(i, why="missed before")
        for i in missed
        if i.what in facts.questions and i.what not in facts.known.cards and i.what not in taken
    }
    waiting = list(back.values())
    # What the present day has already is picked as well and left out after, so that the days to come stay as they are.
    picks = new_picks(
        facts.known,
        facts.questions,
        facts.agenda,
        facts.kept_back,
        count=MOST_DRILLS + len(taken),
        seed=wish.interview_on.toordinal(),
        taken=back,
    )
    waiting += [
        Item("drill", p.question, facts.questions[p.question].title, p.minutes, p.topic, p.why)
        for p in picks
        if p.question not in taken
    ]
    for day in days.on:
        for item in list(waiting):
            if days.fits(day, item.minutes):
                days.put(day, item, facts.questions[item.what].kind)
                waiting.remove(item)
