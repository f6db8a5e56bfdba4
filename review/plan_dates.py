"""The date of an interview, as people type it, and whether a plan until then makes sense. Pure."""

from __future__ import annotations

from datetime import date, datetime

from hotseat import harmless

FURTHEST = 366
"""Days ahead that a plan may reach."""
LEAST, MOST = 15, 480
"""Minutes a day that may be given."""
USUAL = 60
"""Minutes a day where none are given."""


class BadDate(ValueError):
    """A plan cannot be laid out until that date; the text says why and what to do."""


def interview_date(text: str, today: date) -> date:
    """The date that was typed. Raises :class:`BadDate` with a sentence where there can be no plan until then."""
    said = text.strip()
    if not said:
        raise BadDate("Say when the interview is: year, month and day, such as 2030-05-17.")
    try:
        on = date.fromisoformat(said)
    except ValueError:
        shown = harmless.line(said, 40)
        raise BadDate(f"{shown!r} is no date. Write year, month and day, such as 2030-05-17.") from None
    days = (on - today).days
    if days < 0:
        raise BadDate(f"{spoken(on)} is in the past. Give the date of an interview that is still to come.")
    if days == 0:
        raise BadDate("That is today, so there is nothing left to plan. What is due: hotseat plan. Good luck.")
    if days > FURTHEST:
        raise BadDate(
            f"{spoken(on)} is {days} days ahead, and a plan reaches no further than a year. "
            "Until then hotseat practice takes what is due."
        )
    return on


def minutes_a_day(minutes: int) -> int:
    """The same minutes. Raises :class:`BadDate` with a sentence where a day cannot have so many or so few."""
    if not LEAST <= minutes <= MOST:
        raise BadDate(f"A day may have between {LEAST} and {MOST} minutes, not {minutes}.")
    return minutes


def spoken(on: date) -> str:
    """A date as it is told, such as ``Sun 6 Dec 2026``."""
    return f"{DAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]} {on.year}"


def ahead(on: date, today: date) -> str:
    """How far ahead a day is: ``today``, ``tomorrow``, ``in 9 days``."""
    days = (on - today).days
    return "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days" if days > 0 else "over"


def day_of(at: datetime, now: datetime) -> date:
    """The day of a moment, where ``now`` is."""
    return at.astimezone(now.tzinfo).date()


DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""In English whatever the system speaks, as all of Hotseat is."""
