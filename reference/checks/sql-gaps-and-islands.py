"""Checks of the streaks: the rows that the query gives on small tables, in their order."""

from datetime import date, timedelta

from hotseat.reference.check import Case, Check
from hotseat.reference.compare import same_rows


def observe_rows(candidate, logins):
    from decimal import Decimal

    import duckdb

    con = duckdb.connect(config={"threads": 1})
    con.execute("CREATE TABLE logins (user_id INTEGER, login_date DATE)")
    if logins:
        # One statement for all rows is much faster than one for each.
        places = ", ".join(["(?, ?)"] * len(logins))
        con.execute(f"INSERT INTO logins VALUES {places}", [value for row in logins for value in row])
    found = con.execute(candidate.streaks_sql())
    names = [column[0] for column in found.description]

    def plain(value):
        if value is None or isinstance(value, int):
            return value
        # A whole number may be of another type.
        if isinstance(value, float | Decimal) and value == value // 1:
            return int(value)
        # A query may give dates as timestamps; what stands at midnight is the same day.
        return str(value).removesuffix(" 00:00:00")

    return names, [[plain(value) for value in row] for row in found.fetchall()]


def logins(rng, days):
    """Logins of users on days, counted from a start, in no order."""
    start = date(2023, 1, 1) + timedelta(int(rng.integers(0, 300)))
    told = [(user, str(start + timedelta(int(day)))) for user, day in days]
    return [told[k] for k in rng.permutation(len(told))]


def few(rng):
    days = [(3, 0), (3, 1), (3, 2), (3, 6), (3, 7), (5, 1), (5, 2), (5, 9)]
    return [Case((logins(rng, days),), note="two users, four streaks and a single day")]


def repeated(rng):
    days = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 2), (1, 3), (1, 8), (1, 8), (1, 9), (2, 4), (2, 4)]
    return [Case((logins(rng, days),), note="several logins on a day")]


def across(rng):
    told = []
    streaks = [("2023-12-28", 9), ("2024-02-26", 6), ("2023-02-25", 8), ("2024-04-29", 5), ("2024-12-29", 6)]
    for user, (first, n) in enumerate(streaks, 1):
        told += [(user, str(date.fromisoformat(first) + timedelta(k))) for k in range(n)]
    return [Case(([told[k] for k in rng.permutation(len(told))],), note="streaks over the ends of months and years")]


def neighbours(rng):
    days = [(1, 0), (1, 1), (2, 2), (2, 3), (3, 0), (3, 1), (4, 1), (4, 2)]
    return [Case((logins(rng, days),), note="users whose days overlap or follow one another")]


def single(rng):
    days = [(1, int(rng.integers(0, 9))), (2, 1), (2, 4), (2, 7)]
    return [Case((logins(rng, days),), note="users with single days alone")]


def every_other(rng):
    days = [(1, 0), (1, 1), (1, 3), (1, 4), (1, 5), (1, 7), (2, 0), (2, 2)]
    return [Case((logins(rng, days),), note="single days missed")]


def many(rng):
    days = [(int(user), int(day)) for user, day in zip(rng.integers(1, 9, 250), rng.integers(0, 60, 250), strict=True)]
    return [Case((logins(rng, days),), note="two hundred and fifty logins of eight users")]


def nothing(rng):
    return [Case(([],), note="a table without rows")]


CHECKS = [
    Check("two users with a few streaks", few, observe_rows, same_rows, visible=True),
    Check("a single day is a streak of one", single, observe_rows, same_rows, visible=True),
    Check(
        "several logins on a day count once",
        repeated,
        observe_rows,
        same_rows,
        weight=2,
        hint="Think of a user who logs in twice on a day.",
    ),
    Check(
        "streaks go on across months, leap days and years",
        across,
        observe_rows,
        same_rows,
        hint="Think of the calendar.",
    ),
    Check(
        "one user's streak does not go on into another's",
        neighbours,
        observe_rows,
        same_rows,
        hint="Think of users whose days overlap.",
    ),
    Check(
        "a gap of a single day ends a streak",
        every_other,
        observe_rows,
        same_rows,
        hint="Think of a user who misses a single day.",
    ),
    Check("many logins in no order", many, observe_rows, same_rows, weight=2, hint="Think of the order of the rows."),
    Check("no logins give no rows", nothing, observe_rows, same_rows, hint="Think of the smallest table."),
]
