"""Checks of the cohorts' retention: the rows that the query gives on small tables, in their order.

In each table somebody is active in the month of the latest sign-up or later, so that no cohort lies after the last activity.
"""

from datetime import date, timedelta

from hotseat.reference.check import Case, Check
from hotseat.reference.compare import same_rows


def observe_rows(candidate, signups, activity):
    from decimal import Decimal

    import duckdb

    con = duckdb.connect(config={"threads": 1})
    con.execute("CREATE TABLE signups (user_id INTEGER, signed_up DATE)")
    con.execute("CREATE TABLE activity (user_id INTEGER, active_on DATE)")
    # One statement for all rows is much faster than one for each.
    places = ", ".join(["(?, ?)"] * len(signups))
    con.execute(f"INSERT INTO signups VALUES {places}", [value for row in signups for value in row])
    places = ", ".join(["(?, ?)"] * len(activity))
    con.execute(f"INSERT INTO activity VALUES {places}", [value for row in activity for value in row])
    found = con.execute(candidate.retention_sql())
    names = [column[0] for column in found.description]

    def plain(value):
        if value is None or isinstance(value, int | float):
            return value
        # A query may give dates as timestamps; what stands at midnight is the same day.
        return float(value) if isinstance(value, Decimal) else str(value).removesuffix(" 00:00:00")

    return names, [[plain(value) for value in row] for row in found.fetchall()]


def shuffled(rng, rows):
    return [rows[k] for k in rng.permutation(len(rows))]


def case(rng, signups, activity, note):
    return [Case((shuffled(rng, signups), shuffled(rng, activity)), note=note)]


def few(rng):
    day = int(rng.integers(10, 28))
    signups = [(1, "2024-03-04"), (2, "2024-03-20"), (3, f"2024-03-{day}"), (4, "2024-04-02"), (5, "2024-04-30")]
    activity = [(1, "2024-03-05"), (2, "2024-03-21"), (3, f"2024-03-{day}"), (1, "2024-04-01"), (4, "2024-04-02")]
    activity += [(1, "2024-05-09"), (3, "2024-05-03"), (4, "2024-05-11"), (5, "2024-05-02")]
    return case(rng, signups, activity, "two cohorts and three months")


def repeated(rng):
    signups = [(1, "2024-01-03"), (2, "2024-01-09"), (3, "2024-01-11")]
    activity = [(1, f"2024-01-{d:02d}") for d in range(3, 9)] + [(2, "2024-02-05")] * 3 + [(3, "2024-01-12")] * 2
    return case(rng, signups, activity, "users who do several things in a month")


def idle(rng):
    signups = [(k, f"2024-0{1 + k % 3}-1{k % 9}") for k in range(1, 13)]
    activity = [(3, "2024-01-20"), (3, "2024-03-05"), (6, "2024-02-20"), (1, "2024-03-01"), (4, "2024-04-08")]
    return case(rng, signups, activity, "users who signed up and never did anything")


def silent(rng):
    signups = [(1, "2024-01-10"), (2, "2024-01-11"), (3, "2024-02-12")]
    activity = [(1, "2024-01-10"), (2, "2024-04-05"), (3, "2024-06-01"), (1, "2024-06-02")]
    return case(rng, signups, activity, "months in which nobody of a cohort, or nobody at all, was active")


def gap(rng):
    signups = [(1, "2024-01-10"), (2, "2024-04-11"), (3, "2024-04-12")]
    activity = [(1, "2024-01-10"), (1, "2024-03-03"), (2, "2024-04-20"), (3, "2024-05-01")]
    return case(rng, signups, activity, "months without sign-ups")


def guests(rng):
    signups = [(1, "2024-02-15"), (2, "2024-02-20"), (3, "2024-03-05"), (4, "2024-03-08")]
    activity = [(1, "2024-02-10"), (1, "2024-01-30"), (2, "2024-02-20"), (3, "2024-03-01"), (4, "2024-03-08")]
    activity += [(3, "2024-04-01"), (1, "2024-03-02")]
    return case(rng, signups, activity, "users who were active before they signed up, or on that day")


def new_year(rng):
    signups = [(1, "2022-11-10"), (2, "2023-11-20"), (3, "2023-12-31"), (4, "2024-01-01")]
    activity = [(1, "2022-12-05"), (1, "2023-02-01"), (1, "2023-11-03"), (2, "2024-01-15"), (3, "2024-01-01")]
    activity += [(4, "2024-02-29"), (2, "2023-11-20")]
    return case(rng, signups, activity, "cohorts in several years")


def calendar(rng):
    signups = [(1, "2024-01-31"), (2, "2024-01-02"), (3, "2024-02-28"), (4, "2024-01-30")]
    activity = [(1, "2024-02-01"), (2, "2024-01-31"), (2, "2024-02-01"), (3, "2024-03-01"), (3, "2024-03-31")]
    activity += [(4, "2024-03-01"), (1, "2024-03-30")]
    return case(rng, signups, activity, "sign-ups at the beginning and the end of months")


def strangers(rng):
    signups = [(1, "2024-01-10"), (2, "2024-02-11")]
    activity = [(1, "2024-01-12"), (7, "2024-01-15"), (8, "2024-03-03"), (2, "2024-02-20"), (7, "2024-02-01")]
    return case(rng, signups, activity, "activity of users who are not among the sign-ups")


def many(rng):
    start = date(2023, 5, 1)
    signed = {user: start + timedelta(int(day)) for user, day in enumerate(rng.integers(0, 250, 60), 1)}
    signups = [(user, str(day)) for user, day in signed.items()]
    activity = [
        (int(user), str(signed[int(user)] + timedelta(int(later))))
        for user, later in zip(rng.integers(1, 50, 250), rng.exponential(60, 250) - 5, strict=True)
    ]
    return case(rng, signups, [*activity, (1, str(start + timedelta(330)))], "sixty users and their activity")


CHECKS = [
    Check("two cohorts over three months", few, observe_rows, same_rows, visible=True),
    Check("a user counts once a month", repeated, observe_rows, same_rows, visible=True),
    Check(
        "users who never did anything belong to the cohort",
        idle,
        observe_rows,
        same_rows,
        weight=2,
        hint="Where do the sizes of the cohorts come from?",
    ),
    Check(
        "a month in which nobody was active is told",
        silent,
        observe_rows,
        same_rows,
        weight=2,
        hint="Where do the months come from?",
    ),
    Check(
        "a month without sign-ups has no cohort",
        gap,
        observe_rows,
        same_rows,
        hint="Think of a month without sign-ups.",
    ),
    Check(
        "activity before the sign-up does not count",
        guests,
        observe_rows,
        same_rows,
        hint="Think of guests who sign up later, and of the day of the sign-up.",
    ),
    Check(
        "cohorts go on over the turn of the year",
        new_year,
        observe_rows,
        same_rows,
        hint="Think of December and January.",
    ),
    Check(
        "months are those of the calendar",
        calendar,
        observe_rows,
        same_rows,
        hint="Think of somebody who signs up on the last day of a month.",
    ),
    Check(
        "activity of strangers does not count",
        strangers,
        observe_rows,
        same_rows,
        hint="Think of activity whose user never signed up.",
    ),
    Check("many users over a year", many, observe_rows, same_rows, weight=2, hint="Try it on many random users."),
]
