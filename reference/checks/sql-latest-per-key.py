"""Checks of the latest row per key: the rows that the query gives on small tables, in their order."""

from datetime import datetime, timedelta

from hotseat.reference.check import Case, Check
from hotseat.reference.compare import same_rows

STATUSES = ["new", "active", "paused", "closed"]


def observe_rows(candidate, events):
    import duckdb

    con = duckdb.connect(config={"threads": 1})
    con.execute("CREATE TABLE events (event_id INTEGER, customer_id INTEGER, changed_at TIMESTAMP, status VARCHAR)")
    if events:
        # One statement for all rows is much faster than one for each.
        places = ", ".join(["(?, ?, ?, ?)"] * len(events))
        con.execute(f"INSERT INTO events VALUES {places}", [value for row in events for value in row])
    found = con.execute(candidate.latest_status_sql())
    names = [column[0] for column in found.description]
    return names, [[v if v is None or isinstance(v, int | str) else str(v) for v in row] for row in found.fetchall()]


def moment(minutes):
    """A time in March 2024, as text; the minutes may be parts of one."""
    return str(datetime(2024, 3, 1) + timedelta(milliseconds=round(60_000 * minutes)))


def told(rng, customers, minutes):
    """Events with ids in an order that has nothing to do with their times."""
    ids = [int(one) for one in rng.permutation(len(customers)) + 1]
    return [
        (name, int(customer), None if minute is None else moment(minute), str(rng.choice(STATUSES)))
        for name, customer, minute in zip(ids, customers, minutes, strict=True)
    ]


def few(rng):
    minutes = rng.choice(20_000, 7, replace=False)
    a, b, c = 70_000_000, 900_000_000, 5
    return [Case((told(rng, [a, a, b, a, b, c, b], minutes),), note="seven events of three customers")]


def many(rng):
    customers, seconds = rng.integers(1, 2_000_000_000, 30), rng.choice(2_400_000, 200, replace=False)
    events = told(rng, customers[rng.integers(0, 30, 200)], seconds / 60)
    near = [(3, 1, moment(2.5), "paused"), (1, 1, moment(2.75), "active"), (4, 1, moment(2), "new")]
    near += [(5, 2, moment(9), "closed"), (2, 2, moment(9 + 0.25 / 60), "active")]
    return [
        Case((events,), note="two hundred events in no order"),
        Case((near,), note="events of a customer within a minute"),
    ]


def ties(rng):
    customers = [1, 1, 1, 2, 2, 6, 6, 6]
    minutes = [40, 90, 90, 15, 15, 70, 70, 20]
    events = told(rng, customers, minutes)
    events = [(name, customer, at, f"status {name}") for name, customer, at, _ in events]
    return [Case((events,), note="several events of a customer at the same moment")]


def no_status(rng):
    events = told(rng, [1, 1, 2, 2, 3], [10, 20, 40, 30, 50])
    events = [(name, customer, at, None if at in (moment(20), moment(50)) else s) for name, customer, at, s in events]
    return [Case((events,), note="a latest event whose status is NULL")]


def no_time(rng):
    events = told(rng, [1, 1, 1, 2, 3, 3], [10, None, 20, None, None, 5])
    early = [(1, 4, "1962-10-05 09:30:00", "active"), (2, 4, None, "new"), (3, 6, None, "new")]
    nothing_else = [(4, 1, None, "active"), (2, 1, None, "new"), (1, 3, None, "new"), (3, 3, None, "closed")]
    return [
        Case((events,), note="events without a time"),
        Case((early,), note="an event of long ago and one without a time"),
        Case((nothing_else,), note="customers with several events, none of which has a time"),
    ]


def alike_statuses(rng):
    events = [(k + 1, k // 2 + 1, moment(10 * k), "active") for k in range(6)]
    shared = [(7, 9, moment(5), "new"), (8, 10, moment(5), "new"), (9, 9, moment(1), "old")]
    return [Case((events + shared,), note="customers with the same status, and with the same latest time")]


def nothing(rng):
    return [Case(([],), note="a table without rows")]


CHECKS = [
    Check("each customer's latest status", few, observe_rows, same_rows, visible=True),
    Check("many events in no order", many, observe_rows, same_rows, weight=2, hint="Think of the order of the rows."),
    Check(
        "of events at the same moment the one with the highest event_id counts",
        ties,
        observe_rows,
        same_rows,
        weight=2,
        hint="Think of two events of one customer at the same moment.",
    ),
    Check(
        "a latest status that is NULL is told",
        no_status,
        observe_rows,
        same_rows,
        hint="Which functions pass over NULL without a word?",
    ),
    Check(
        "an event without a time counts as the oldest",
        no_time,
        observe_rows,
        same_rows,
        hint="Where does NULL stand in a descending order?",
    ),
    Check(
        "customers with the same times and statuses are kept apart",
        alike_statuses,
        observe_rows,
        same_rows,
        hint="Think of what one customer's rows have in common with another's.",
    ),
    Check("no events give no rows", nothing, observe_rows, same_rows, hint="Think of the smallest table."),
]
