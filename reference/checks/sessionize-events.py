"""Checks of the visits: gaps for each user, in any order, at the limit, with equal times, and the rows as they were."""

from dataclasses import replace

import numpy as np
import pandas as pd

from hotseat.reference.check import Case, Check, Kind, call
from hotseat.reference.compare import all_of, input_alone, raised_sentence, same_frame

NAMES = ["ana", "bo", "cy", "dee"]
BEGINNING = pd.Timestamp("2024-03-01 20:00")
HALF_HOUR = pd.Timedelta("30min")


def observe_summary(candidate, events, gap):
    """The columns' names, and the visits as plain lists."""
    visits = candidate.summarize(events, gap)
    rows = []
    for _, row in visits.iterrows():
        rows.append(
            [str(row["user"]), int(row["session"]), str(row["start"]), float(row["seconds"]), int(row["events"])]
        )
    return [str(name) for name in visits.columns], rows


def moments(seconds):
    """Times in seconds after a Friday evening, to the millisecond."""
    return BEGINNING + pd.to_timedelta(np.rint(np.asarray(seconds) * 1000).astype("int64"), unit="ms")


def done(users, seconds):
    return pd.DataFrame({"user": users, "time": moments(seconds)})


def visits_of(rng, users, n, step=1500):
    """Events of several users in no order; some pauses of each are longer than half an hour."""
    parts = []
    for user in users:
        parts.append(done([user] * n, np.cumsum(rng.integers(1, 2000 * step, n)) / 1000 + rng.integers(0, 3600)))
    events = pd.concat(parts, ignore_index=True)
    return events.iloc[rng.permutation(len(events))].reset_index(drop=True)


def few(rng):
    return [Case((visits_of(rng, ["ana", "bo"], 4), HALF_HOUR), note="two users with four events each")]


def many(rng):
    return [
        Case((visits_of(rng, NAMES, 25), HALF_HOUR), note="four users, events in no order"),
        Case((visits_of(rng, NAMES, 12, step=600), pd.Timedelta("10min")), note="another gap"),
    ]


def at_the_limit(rng):
    first = int(rng.integers(0, 900))
    seconds = [first, first + 1800, first + 3601, first + 5401, first + 7202]
    order = rng.permutation(5)
    close = [first, first + 1800, first + 3600.001, first + 5400, first + 7200]
    return [
        Case((done(["ana"] * 5, np.array(seconds)[order]), HALF_HOUR), note="pauses just as long as allowed"),
        Case((done(["ana"] * 5, np.array(close)[order]), HALF_HOUR), note="a pause that is too long by a millisecond"),
    ]


def together(rng):
    seconds = np.repeat(np.cumsum(rng.integers(600, 4000, 6)), 2)
    events = done(["ana", "bo"] * 6, seconds)
    twice = pd.concat([events, events.iloc[[0, 3, 3]]], ignore_index=True)
    return [Case((twice.iloc[rng.permutation(len(twice))].reset_index(drop=True), HALF_HOUR), note="equal times")]


def long_visit(rng):
    """Every pause is short, and the whole is longer than the gap and goes past midnight."""
    return [
        Case(
            (done(["ana"] * 20, np.cumsum(rng.integers(1000, 1800, 20))), HALF_HOUR), note="a long visit past midnight"
        ),
        Case(
            (done(["bo"] * 14, np.cumsum(rng.integers(90_000, 260_000, 14))), pd.Timedelta("2D")),
            note="a gap of two days",
        ),
    ]


def indexed(rng):
    events = visits_of(rng, NAMES, 8)
    index = pd.Index(rng.integers(0, 6, len(events)), name="shard")
    more = events.assign(row=rng.integers(0, 9, len(events)), page="home")
    return [
        Case((events.set_axis(index), HALF_HOUR), note="an index that repeats"),
        Case((more, HALF_HOUR), note="events with other columns"),
    ]


def numbered(rng):
    events = visits_of(rng, NAMES, 6)
    code = {"ana": 10, "bo": 9, "cy": -4, "dee": 200}
    return [Case((events.assign(user=[code[name] for name in events["user"]]), HALF_HOUR), note="numbers for users")]


def odd_tables(rng):
    return [*indexed(rng), *numbered(rng)]


def lonely(rng):
    return [
        Case((done(["cy"], [int(rng.integers(0, 999))]), HALF_HOUR), note="a single event"),
        Case((done(["cy", "ana"], [5, 5]).iloc[:0], HALF_HOUR), note="no events"),
    ]


def sessions(case, got, want):
    """The numbers alone, in the order of the events."""
    if got.raised:
        return raised_sentence(got.raised)
    if not isinstance(got.value, pd.DataFrame) or "session" not in got.value.columns:
        return Kind("The answer should be a DataFrame with a column named session.")
    if len(got.value) != len(want.value):
        return Kind("The answer should have one row for each event.")
    try:
        found = got.value["session"].to_numpy(dtype=float, na_value=np.nan)
    except (TypeError, ValueError):
        return Kind("The column session should hold whole numbers.")
    wanted = want.value["session"].to_numpy(dtype=float)
    off = found != wanted
    if off.any():
        n = int(np.argmax(off))
        return Kind(
            "An event is in another visit than it should be.",
            full=f"Event number {n + 1} is in visit {found[n]:g} where {wanted[n]:g} was expected.",
        )
    return None


def kept(case, got, want):
    """The rest of the table as it came; the numbers may be of either dtype of 64-bit whole numbers."""
    answer = got.value
    if got.raised is None and isinstance(answer, pd.DataFrame) and list(answer.columns).count("session") == 1:
        dtype = answer["session"].dtype
        if not pd.api.types.is_integer_dtype(dtype) or dtype.itemsize != 8:
            return Kind(f"The column session should hold 64-bit whole numbers, but its dtype is {dtype}.")
        got = replace(got, value=answer.assign(session=answer["session"].to_numpy(dtype="int64")))
    return same_frame()(case, got, want)


def same_visits(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    (names, rows), (wanted_names, wanted) = got.value, want.value
    if names != wanted_names:
        return Kind(f"The columns are {', '.join(names)} where {', '.join(wanted_names)} were asked for.")
    if len(rows) != len(wanted):
        told = f"The number of visits is {len(rows)} where {len(wanted)} was expected."
        return Kind("The number of visits is not what it should be.", full=told)
    for n, (row, other) in enumerate(zip(rows, wanted, strict=True), 1):
        for name, value, expected in zip(names, row, other, strict=True):
            same = np.isclose(value, expected) if isinstance(expected, float) else value == expected
            if not same:
                return Kind(
                    f"A value of the column {name} is not what it should be.",
                    full=f"In visit number {n}, {name} is {value} where {expected} was expected.",
                )
    return None


events_in = call("sessionize")
CHECKS = [
    Check("the visits of two users", few, events_in, sessions, visible=True),
    Check("the summary of two users", few, observe_summary, same_visits, visible=True),
    Check(
        "events of several users in no order",
        many,
        events_in,
        sessions,
        weight=3,
        hint="Whose event comes before this one, and when?",
    ),
    Check(
        "a pause of exactly the gap",
        at_the_limit,
        events_in,
        sessions,
        weight=2,
        hint="Does a visit end at the gap, or after it?",
    ),
    Check("equal times", together, events_in, sessions, hint="Think of two events at the same time."),
    Check(
        "long visits and long gaps",
        long_visit,
        events_in,
        sessions,
        weight=2,
        hint="From which event is the pause measured, and how long can a pause be?",
    ),
    Check("users that are numbers", numbered, events_in, sessions, hint="What may a user be called?"),
    Check(
        "rows, columns and index stay as they were",
        indexed,
        events_in,
        all_of(sessions, kept),
        weight=2,
        hint="Compare the answer with the events, row by row.",
    ),
    Check("one event, and none", lonely, events_in, sessions, hint="Think of the smallest tables."),
    Check(
        "the summary of many visits",
        many,
        observe_summary,
        same_visits,
        weight=2,
        hint="One row for each visit, in the order of user and number.",
    ),
    Check(
        "the summary of odd tables",
        odd_tables,
        observe_summary,
        same_visits,
        hint="Think of an index that repeats, of other columns, and of numbers as users.",
    ),
    Check("the summary with equal times", together, observe_summary, same_visits, hint="What counts as an event?"),
    Check(
        "the summary of long visits",
        long_visit,
        observe_summary,
        same_visits,
        hint="How is a time of more than a day turned into seconds?",
    ),
    Check("the summary of one event, and of none", lonely, observe_summary, same_visits, hint="How long is one event?"),
    Check("the events stay as they were", many, events_in, input_alone, hint="Think of who else uses the table."),
    Check(
        "the events stay as they were under the summary",
        many,
        call("summarize"),
        input_alone,
        hint="Think of who else uses the table.",
    ),
]
