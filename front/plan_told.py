"""The plan in rows of text: as a table for the eye, and in sentences for the ear. Pure."""

from __future__ import annotations

from hotseat import harmless
from hotseat.front.plan_view import PlanDay, PlanRow, PlanView
from hotseat.front.times import span

MARKS = {"done": "✓", "open": "·", "moved": "→", "missed": "–"}
"""What became of something, as one sign."""
KINDS = {"mock": "mock", "review": "again", "drill": "new", "rest": "rest"}
"""What a thing is, as one word."""
WHICH_GRADE = "Which grade is not right?"
OWN_GRADE = "How well did you know it? Your word goes before what was worked out, and the plan goes by it."
GRADE_HELP = {
    "again": "I did not know it; it comes back at once.",
    "hard": "I got there with trouble or with help.",
    "good": "I knew it.",
    "easy": "I knew it without thinking; it can wait long.",
}
NO_GRADES = "Nothing was graded yet. What you practise from now on is."
NONE = "Nothing is planned for today. hotseat practice asks something new."


def table(view: PlanView) -> list[str]:
    """The plan as a table."""
    rows = [view.head, "", *_ready(view), ""]
    for day in (view.today, *view.days):
        length = f"  {span(day.minutes * 60)}" if day.minutes else ""
        rows.append(f"{day.label}{length}")
        rows += [
            f"  {MARKS[r.state]} {KINDS[r.kind]:<6}{_length(r):>7}  {_named(r, day is view.today)}" for r in day.rows
        ]
        if not day.rows and day is view.today:
            rows.append(f"  {NONE}")
    rows.append("")
    rows += [s for s in (view.behind, *view.notes, view.guesses) if s]
    return rows


def sentences(view: PlanView) -> list[str]:
    """The plan in sentences, without a sign that needs to be seen."""
    rows = [view.head, *_ready(view), f"{_day(view.today)}."]
    rows += [f"  {n}. {_sentence(r)}" for n, r in enumerate(view.today.rows, 1)]
    if not view.today.rows:
        rows.append(f"  {NONE}")
    rows += [f"{_day(day)}: {_in_short(day)}." for day in view.days]
    return rows + [s for s in (view.behind, *view.notes, view.guesses) if s]


def _ready(view: PlanView) -> list[str]:
    """The verdict, and what stands in its way; where nothing does, what it rests on."""
    reasons = view.ready.missing or [r.sentence for r in view.ready.reasons]
    return [f"Readiness: {view.ready.word}.", *(f"  {reason}" for reason in reasons)]


def _day(day: PlanDay) -> str:
    return f"{day.label}, {span(day.minutes * 60)}" if day.minutes else day.label


def _in_short(day: PlanDay) -> str:
    """A day ahead: its mock by name, and how many questions there are."""
    parts = [f"a mock, {_title(r)}" for r in day.rows if r.kind == "mock"]
    for kind, word in (("review", "again"), ("drill", "new")):
        if many := sum(r.kind == kind for r in day.rows):
            parts.append(f"{many} {word}")
    return ", ".join(parts) or "rest"


def _sentence(row: PlanRow) -> str:
    what = {"mock": "Mock interview", "review": "Again", "drill": "New", "rest": "Rest"}[row.kind]
    title = row.title if row.kind == "rest" else f"{what}: {_title(row)}"
    length = f", {span(row.minutes * 60)}" if row.minutes else ""
    return f"{title}{length}{'' if row.state == 'open' else f', {row.state}'}."


def _named(row: PlanRow, today: bool) -> str:
    """The title, and why where that is of use: for a mock, and for what is to be done today."""
    return _title(row) if today or row.kind == "mock" else harmless.line(row.title, 80)


def _title(row: PlanRow) -> str:
    why = f" ({harmless.line(row.why, 120)})" if row.why else ""
    return f"{harmless.line(row.title, 80)}{why}"


def _length(row: PlanRow) -> str:
    return span(row.minutes * 60) if row.minutes else ""
