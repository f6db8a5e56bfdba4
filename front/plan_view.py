"""The plan as it is shown: what is due, the days ahead, readiness and guesses, as plain data. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from hotseat.front.times import span
from hotseat.frozen import frozen
from hotseat.review.guesses import calibration
from hotseat.review.plan import Plan
from hotseat.review.plan_dates import ahead, spoken
from hotseat.review.plan_facts import INTERVIEW, Facts
from hotseat.review.plan_parts import Item
from hotseat.review.readiness import Readiness, readiness
from hotseat.review.schedule_choice import due_picks, last_told

SHOWN_DAYS = 14
"""Days ahead that are shown one by one; of those after them only the mocks are."""
FORECAST = 7
"""Days ahead of which it is told what falls due, where there is no plan."""


@frozen
class PlanRow:
    """One thing to do."""

    kind: str
    """``mock``, ``review``, ``drill`` or ``rest``."""
    what: str
    """The id of the agenda or the question."""
    title: str
    minutes: float
    why: str
    state: str
    """``done``, ``open``, ``moved`` or ``missed``."""
    final: bool = False
    begun: str = ""
    """The session in which it was begun and not ended, where there is one: it is gone on with, and counts once it has ended."""

    @property
    def startable(self) -> bool:
        return self.state == "open" and self.kind != "rest"


@frozen
class PlanDay:
    """One day."""

    on: date
    label: str
    """Such as ``Thu 26 Nov 2026, today``."""
    rows: tuple[PlanRow, ...]

    @property
    def minutes(self) -> float:
        """What is left to do on it."""
        return sum(r.minutes for r in self.rows if r.state == "open")


@frozen
class GradedRow:
    """How well a question was known."""

    session: str
    question: str
    title: str
    grade: str
    why: str
    own: bool


@frozen
class PlanView:
    """All of it."""

    head: str
    """What the plan is for, in a sentence or two."""
    ready: Readiness
    today: PlanDay
    days: tuple[PlanDay, ...]
    """The days ahead that hold something."""
    behind: str
    """What became of the days before, in a sentence; empty where there were none."""
    notes: tuple[str, ...]
    """What does not fit, and what else should be known, a sentence each."""
    guesses: str
    interview_on: date | None = None
    minutes_a_day: int = 0
    graded: tuple[GradedRow, ...] = ()
    """The last grades, the newest first; each can be changed."""


NO_DATE = "No date yet. With the date of your interview a plan is laid out until that day."


def plan_view(plan: Plan | None, facts: Facts, now: datetime) -> PlanView:
    """The plan, or what is due where there is none; what was begun and not ended counts for nothing yet, and that is told."""
    view = _laid_out(plan, facts, now)
    today = replace(view.today, rows=tuple(_begun(row, facts) for row in view.today.rows))
    return replace(view, today=today)


BEGUN = "begun and not ended; it counts once it has ended"


def _begun(row: PlanRow, facts: Facts) -> PlanRow:
    """The row with the session in which it was begun and not ended, where there is one."""
    session = facts.begun.get(INTERVIEW if row.kind == "mock" else row.what, "")
    if not session or row.final or not row.startable:
        return row
    return replace(row, begun=session, why=f"{BEGUN}; {row.why}" if row.why else BEGUN)


def _laid_out(plan: Plan | None, facts: Facts, now: datetime) -> PlanView:
    today = now.date()
    until = plan.wish.interview_on if plan else None
    on = now + (until - today) if until and until > today else None
    ready, guesses = readiness(facts, now, on), calibration(facts.guesses).sentence
    graded = tuple(
        GradedRow(a.session, a.outcome.question, a.outcome.title, a.grade.word, a.grade.why, a.grade.own)
        for a in facts.latest
    )
    if plan is None or plan.wish.interview_on < today:
        over = (
            f"The interview of {spoken(plan.wish.interview_on)} is over. A new date makes a new plan." if plan else ""
        )
        first, days = _forecast(facts, now)
        return PlanView(over or NO_DATE, ready, first, days, "", (), guesses, graded=graded)
    wish = plan.wish
    head = f"Interview on {spoken(wish.interview_on)}, {ahead(wish.interview_on, today)}; {wish.minutes_a_day} minutes a day."
    later: list[PlanDay] = []
    for day in plan.days:
        if day.on > today:
            shown = day.items if (day.on - today).days <= SHOWN_DAYS else [i for i in day.items if i.kind == "mock"]
            if shown:
                later.append(PlanDay(day.on, _label(day.on, today), _rows(plan, shown, day.on, today)))
    notes = [*plan.left_out]
    if (wish.interview_on - today).days > SHOWN_DAYS + 1:
        notes.append(f"Of the days from {spoken(today + timedelta(days=SHOWN_DAYS + 1))} on only the mocks are shown.")
    here = PlanDay(today, _label(today, today), _rows(plan, plan.day(today).items, today, today))
    return PlanView(
        head,
        ready,
        here,
        tuple(later),
        _behind(plan, today),
        tuple(notes),
        guesses,
        wish.interview_on,
        wish.minutes_a_day,
        graded,
    )


def today_told(view: PlanView, *, key: str) -> str:
    """What is due today, in a line; ``key`` opens the plan."""
    rows = [r for r in view.today.rows if r.startable]
    mocks, others = [r for r in rows if r.kind == "mock"], [r for r in rows if r.kind != "mock"]
    parts = [f"a mock ({r.title.lower()})" for r in mocks]
    if others:
        parts.append(f"{len(others)} question{'' if len(others) == 1 else 's'}")
    if view.interview_on:
        days = (view.interview_on - view.today.on).days
        until = {0: "your interview is today", 1: "your interview is tomorrow"}.get(
            days, f"{days} days to your interview"
        )
        what = f"{' and '.join(parts)}, {span(view.today.minutes * 60)}" if parts else "nothing more to do"
        return f"Today: {what}; {until}. {key} shows the plan."
    if parts:
        return (
            f"Due today: {' and '.join(parts)}, {span(view.today.minutes * 60)}. {key} shows them and the days ahead."
        )
    return f"Nothing is due today. {key} lays out a plan until your interview."


def _forecast(facts: Facts, now: datetime) -> tuple[PlanDay, tuple[PlanDay, ...]]:
    """Without a plan: what is due today, and what falls due in the days after."""
    today = now.date()
    due = [
        PlanRow("review", p.question, facts.questions[p.question].title, p.minutes, p.why, "open")
        for p in due_picks(facts.known, facts.questions, now)
    ]
    coming: dict[date, list[PlanRow]] = {}
    for card in facts.known.cards.values():
        on, question = card.due_on(now.tzinfo), facts.questions.get(card.question)
        if question is not None and today < on <= today + timedelta(days=FORECAST):
            row = PlanRow("review", question.id, question.title, question.minutes, last_told(card), "open")
            coming.setdefault(on, []).append(row)
    days = (PlanDay(on, _label(on, today), tuple(rows)) for on, rows in sorted(coming.items()))
    return PlanDay(today, _label(today, today), tuple(due)), tuple(days)


def _label(on: date, today: date) -> str:
    days = (on - today).days
    return f"{spoken(on)}, {ahead(on, today)}" if days <= 1 else spoken(on)


def _rows(plan: Plan, items: Sequence[Item], on: date, today: date) -> tuple[PlanRow, ...]:
    return tuple(
        PlanRow(i.kind, i.what, i.title, i.minutes, i.why, plan.state_of(i, on, today), i.final) for i in items
    )


def _behind(plan: Plan, today: date) -> str:
    past = [plan.state_of(i, d.on, today) for d in plan.days if d.on < today for i in d.items if i.kind != "rest"]
    if not past:
        return ""
    counted = ((past.count(s), s) for s in ("done", "moved", "missed"))
    return f"So far: {', '.join(f'{n} {s}' for n, s in counted if n)}."
