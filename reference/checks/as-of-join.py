"""Checks of the point-in-time join: the latest value before each moment, ties, age, missing values, and the rows as they were."""

import numpy as np
import pandas as pd

from hotseat.reference.check import Case, Check, Kind, call
from hotseat.reference.compare import all_of, input_alone, raised_sentence, same_frame

NAMES = ["ana", "bo", "cy", "dee"]
DAY = pd.Timedelta("1D")
BEGINNING = pd.Timestamp("2024-03-01")


def moments(minutes):
    """Times in minutes after the beginning of March 2024."""
    return BEGINNING + pd.to_timedelta(np.asarray(minutes, dtype="int64"), unit="m")


def told(customers, minutes, values):
    return pd.DataFrame({"customer": customers, "time": moments(minutes), "value": np.asarray(values, dtype=float)})


def asked(customers, minutes, index=None):
    frame = pd.DataFrame(
        {"customer": customers, "moment": moments(minutes), "left": np.arange(len(customers)) % 2 == 0}
    )
    return frame if index is None else frame.set_axis(index)


def several(rng, labels, rows, span=20_000):
    """Labels and a log in no order, no two at the same time."""
    minutes = rng.choice(span, labels + rows, replace=False)
    return (
        asked(rng.choice(NAMES, labels), minutes[:labels]),
        told(rng.choice(NAMES[:3], rows), minutes[labels:], rng.integers(1, 1000, rows) / 4),
    )


def few(rng):
    return [Case((*several(rng, 4, 6), 10 * DAY), note="four labels and six values")]


def many(rng):
    return [Case((*several(rng, 40, 60), pd.Timedelta("12h")), note="many labels and values in no order")]


def same_instant(rng):
    minute = int(rng.integers(5000, 9000))
    log = told(["ana", "ana", "bo"], [minute - 300, minute, minute], [1.5, 2.5, 3.5])
    return [Case((asked(["ana", "bo"], [minute, minute]), log, 10 * DAY), note="a value of the very moment")]


def ties(rng):
    """Enough values at the same times that a sort which is not stable mixes them."""
    minutes = np.repeat(rng.choice(10_000, 8, replace=False), 12)
    minutes = rng.permutation(minutes)
    log = told(rng.choice(NAMES[:2], len(minutes)), minutes, np.arange(len(minutes)) + 0.5)
    labels = asked(rng.choice(NAMES[:2], 30), rng.choice(15_000, 30, replace=False))
    shuffled = log.set_axis(rng.permutation(len(log)))
    return [
        Case((labels, log, 20 * DAY), note="several values of a customer at the same time"),
        Case((labels, shuffled, 20 * DAY), note="several values at the same time, and a log with an index in no order"),
    ]


def ages(rng):
    minute = int(rng.integers(9000, 12_000))
    log = told(["ana", "bo", "cy"], [minute - 2880, minute - 2881, minute - 2879], [1.25, 2.25, 3.25])
    return [Case((asked(["cy", "bo", "ana"], [minute] * 3), log, 2 * DAY), note="values just as old as they may be")]


def withdrawn(rng):
    minute = int(rng.integers(9000, 12_000))
    log = told(
        ["ana", "ana", "bo", "bo"], [minute - 500, minute - 100, minute - 100, minute - 500], [1, np.nan, 2, np.nan]
    )
    tie = told(["ana", "ana", "bo", "bo"], [minute - 100] * 4, [1, np.nan, np.nan, 2])
    labels = asked(["bo", "ana"], [minute, minute])
    return [
        Case((labels, log, 5 * DAY), note="a latest value that is missing"),
        Case((labels, tie, 5 * DAY), note="a missing value that stands last of those at the same time"),
    ]


def indexed(rng):
    labels, log = several(rng, 12, 30)
    index = pd.Index([int(one) for one in rng.integers(0, 5, 12)], name="case")
    return [Case((labels.set_axis(index), log, 10 * DAY), note="labels with an index of their own")]


def crowded(rng):
    labels, log = several(rng, 10, 30)
    log = log.assign(source="web", left=True)
    again = pd.concat([labels, labels.iloc[:4]], ignore_index=True)
    timed = labels.assign(time=labels["moment"] + DAY)
    return [
        Case((again, log, 10 * DAY), note="labels that come twice, and a log with other columns"),
        Case((timed, log, 10 * DAY), note="labels with a column named as one of the log"),
    ]


def empty(rng):
    labels, log = several(rng, 5, 4)
    return [
        Case((labels, log.iloc[:0], DAY), note="a log without rows"),
        Case((labels.iloc[:0], log, DAY), note="no labels"),
    ]


def values(case, got, want):
    """The new column alone, in the order of the labels."""
    if got.raised:
        return raised_sentence(got.raised)
    if not isinstance(got.value, pd.DataFrame) or "value" not in got.value.columns:
        return Kind("The answer should be a DataFrame with a column named value.")
    if len(got.value) != len(want.value):
        told = "The answer should have one row for each label"
        return Kind(f"{told}.", full=f"{told}; rows: {len(got.value)}, labels: {len(want.value)}.")
    column = got.value["value"]
    if isinstance(column, pd.DataFrame):
        return Kind("The answer has several columns named value.")
    try:
        found = column.to_numpy(dtype=float, na_value=np.nan)
    except (TypeError, ValueError):
        return Kind("The column value should hold numbers.")
    wanted = want.value["value"].to_numpy(dtype=float)
    for n, (one, other) in enumerate(zip(found, wanted, strict=True)):
        if not np.isclose(one, other, rtol=1e-12, equal_nan=True):
            return Kind(
                "A label has got another value than it should.",
                full=f"Label number {n + 1} has got {one:g} where {other:g} was expected.",
            )
    return None


latest = call("with_latest")
CHECKS = [
    Check("the latest value before each of a few moments", few, latest, values, visible=True),
    Check(
        "many labels and values in no order",
        many,
        latest,
        values,
        weight=2,
        hint="Whose values does a label get, from when, and in which order do the tables come?",
    ),
    Check(
        "a value of the very moment is not known yet",
        same_instant,
        latest,
        values,
        weight=2,
        hint="Think of a value and a label at the same instant.",
    ),
    Check(
        "of values at the same time the last one in the log counts",
        ties,
        latest,
        values,
        weight=2,
        hint="Think of several values at the same time, and of what a sort does with them.",
    ),
    Check(
        "a value may be as old as allowed and no older",
        ages,
        latest,
        values,
        hint="Think of a value that is exactly as old as allowed.",
    ),
    Check(
        "a latest value that is missing stays missing",
        withdrawn,
        latest,
        values,
        hint="What does a missing value in the log say?",
    ),
    Check(
        "the labels keep their rows, columns and index",
        indexed,
        latest,
        all_of(values, same_frame()),
        weight=2,
        hint="Compare the answer with the labels, row by row.",
    ),
    Check(
        "one column more and nothing else",
        crowded,
        latest,
        all_of(values, same_frame()),
        hint="Think of other columns in the log, and of labels that come twice.",
    ),
    Check("tables without rows", empty, latest, values, hint="Think of the smallest tables."),
    Check("the tables stay as they were", many, latest, input_alone, hint="Think of who else uses the tables."),
]
