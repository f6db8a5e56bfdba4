"""Checks of the funnel: the three rows that the query gives on small tables."""

from datetime import datetime, timedelta

from hotseat.reference.check import Case, Check
from hotseat.reference.compare import same_rows

STEPS = ["view", "cart", "purchase"]
DAY = 24 * 60


def observe_rows(candidate, events):
    from decimal import Decimal

    import duckdb

    con = duckdb.connect(config={"threads": 1})
    con.execute("CREATE TABLE events (user_id INTEGER, step VARCHAR, happened_at TIMESTAMP)")
    # One statement for all rows is much faster than one for each.
    places = ", ".join(["(?, ?, ?)"] * len(events))
    con.execute(f"INSERT INTO events VALUES {places}", [value for row in events for value in row])
    found = con.execute(candidate.funnel_sql())
    names = [column[0] for column in found.description]
    return names, [[float(v) if isinstance(v, Decimal) else v for v in row] for row in found.fetchall()]


def events(rng, told):
    """Events of (user, step, minute), in no order; the minutes count from a random day, and may be parts of one."""
    start = datetime(2024, 2, 1) + timedelta(int(rng.integers(0, 100)))
    rows = [(user, step, str(start + timedelta(seconds=round(60 * minute)))) for user, step, minute in told]
    return [rows[k] for k in rng.permutation(len(rows))]


def walk(user, *minutes):
    """A user's view, cart and purchase at these minutes, as far as they go."""
    return [(user, step, minute) for step, minute in zip(STEPS, minutes, strict=False)]


def few(rng):
    told = walk(1, 0, 5, 90) + walk(2, 10, 400) + walk(3, 60) + walk(4, 100, 130, 131) + [(5, "purchase", 50)]
    return [Case((events(rng, told),), note="five users, and one of them without a view")]


def other_steps(rng):
    told = walk(1, 0, 5, 90) + walk(2, 10, 400) + [(1, "search", 1), (3, "search", 0), (2, "refund", 500)]
    return [Case((events(rng, told),), note="steps that do not belong to the funnel")]


def out_of_order(rng):
    told = [(1, "cart", 0), (1, "view", 10), (2, "purchase", 0), (2, "cart", 5), (2, "view", 9)]
    told += [(3, "cart", 0), (3, "view", 10), (3, "cart", 20), (3, "purchase", 30), *walk(4, 0, 4, 8)]
    told += [(5, "view", 0), (5, "purchase", 5), (5, "cart", 9), (6, "cart", 0), (6, "view", 3), (6, "purchase", 5)]
    told += [(7, "cart", 10), (7, "view", 10.5), (7, "purchase", 20), *walk(8, 0, 5.5, 5.25)]
    return [Case((events(rng, told),), note="steps that were taken in another order")]


def repeated(rng):
    told = walk(1, 0, 5, 90) + walk(1, 1, 6, 91) + walk(2, 0, 5) + walk(2, 2, 7) + walk(3, 4) * 3
    return [Case((events(rng, told),), note="users who take a step several times")]


def later_views(rng):
    told = [(1, "view", 0), *walk(1, 20 * DAY, 21 * DAY, 22 * DAY), *walk(2, 0, DAY, 2 * DAY), (2, "view", 30 * DAY)]
    told += [(3, "view", 0), (3, "cart", 5), (3, "view", 9 * DAY), (3, "purchase", 9 * DAY + 5), *walk(4, 0)]
    return [Case((events(rng, told),), note="users with several views, of which one leads on")]


def late(rng):
    told = walk(1, 0, 5, 7 * DAY) + walk(2, 0, 5, 7 * DAY + 1) + walk(3, 0, 6 * DAY, 8 * DAY) + walk(4, 0, 7 * DAY)
    told += walk(5, 0, 7 * DAY + 1) + walk(6, 0, 9 * DAY, 9 * DAY + 5) + walk(7, 0, 7 * DAY, 7 * DAY)
    told += walk(8, 0, 7 * DAY + 0.5) + walk(9, 3, 5, 7 * DAY + 3.5) + walk(10, 0.5, 7 * DAY + 0.5)
    return [Case((events(rng, told),), note="steps about seven days after the view")]


def together(rng):
    told = walk(1, 10, 10, 10) + walk(2, 10, 10, 20) + walk(3, 10, 15, 15) + walk(4, 10)
    return [Case((events(rng, told),), note="several steps at the same moment")]


def nobody(rng):
    none = [*walk(1, 0, 5), *walk(2, 3), (3, "search", 4)]
    return [
        Case((events(rng, none),), note="nobody who bought"),
        Case((events(rng, walk(1, 0) + walk(2, 9)),), note="views alone"),
    ]


def straight(rng):
    told = [(1, "view", 0), (1, "purchase", 5), *walk(2, 0, 5, 9), (3, "view", 0), (3, "purchase", 4), (3, "cart", 8)]
    return [Case((events(rng, told),), note="users who bought without a cart before")]


def many(rng):
    n = 400
    told = list(
        zip(
            (int(user) for user in rng.integers(1, 60, n)),
            (STEPS[k] for k in rng.choice(3, n, p=[0.4, 0.3, 0.3])),
            rng.integers(0, 40 * DAY * 60, n) / 60,
            strict=True,
        )
    )
    return [Case((events(rng, told),), note="four hundred events in no order")]


CHECKS = [
    Check("a small funnel", few, observe_rows, same_rows, visible=True),
    Check("other steps do not matter", other_steps, observe_rows, same_rows, visible=True),
    Check(
        "the order of the steps matters",
        out_of_order,
        observe_rows,
        same_rows,
        weight=2,
        hint="Think of somebody who has something in the cart before the first view.",
    ),
    Check("a user counts once", repeated, observe_rows, same_rows, hint="Think of what is counted."),
    Check(
        "any view may begin the funnel",
        later_views,
        observe_rows,
        same_rows,
        weight=2,
        hint="Think of somebody who looks, goes away, and looks again.",
    ),
    Check(
        "seven days count from the view",
        late,
        observe_rows,
        same_rows,
        weight=2,
        hint="Between which two moments do the seven days lie?",
    ),
    Check(
        "steps at the same moment count",
        together,
        observe_rows,
        same_rows,
        hint="Think of how exact the times are.",
    ),
    Check("a step that nobody reached is told", nobody, observe_rows, same_rows, hint="Where does a nought come from?"),
    Check(
        "a purchase needs a cart before it",
        straight,
        observe_rows,
        same_rows,
        hint="Think of somebody who buys without a cart.",
    ),
    Check("many events in no order", many, observe_rows, same_rows, weight=2, hint="Try it on many random events."),
]
