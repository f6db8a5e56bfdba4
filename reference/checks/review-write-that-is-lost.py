"""Checks of a mended clean-up: what is impossible goes, gaps take the last value of their own sensor, all else stays."""

import numpy as np
import pandas as pd

from hotseat.reference.check import Case, Check, call
from hotseat.reference.compare import all_of, input_kept, same_frame

right = same_frame(keep_input=False)


def frame(rng, sensors=3, hours=8, wild=0.2, gaps=0.2, shuffle=False):
    rows = pd.DataFrame(
        {"sensor": np.repeat([f"s{k}" for k in range(sensors)], hours), "hour": np.tile(np.arange(hours), sensors)}
    ).sort_values(["hour", "sensor"], ignore_index=True)
    rows["celsius"] = rng.normal(10, 12, len(rows)).round(1).clip(-55, 55)
    rows.loc[rng.random(len(rows)) < wild, "celsius"] = rng.choice([999.0, -273.2, 61.5, -60.5])
    rows.loc[rng.random(len(rows)) < gaps, "celsius"] = np.nan
    return rows.sample(frac=1, random_state=int(rng.integers(1 << 30))) if shuffle else rows


def tidy(rng):
    return [
        Case((frame(rng, sensors=2, hours=4),), note="two sensors, sorted by hour"),
        Case((frame(rng),), note="three sensors"),
    ]


def no_gap(rng):
    return [Case((frame(rng, wild=0, gaps=0),), note="readings that are all fine")]


def neighbours(rng):
    a = pd.DataFrame({"sensor": ["a", "b", "a", "b"], "hour": [0, 0, 1, 1], "celsius": [3.0, np.nan, 4.0, 900.0]})
    return [Case((a,), note="a sensor that has no good reading at all")]


def limits(rng):
    a = pd.DataFrame({"sensor": ["a"] * 5, "hour": range(5), "celsius": [1.0, 60.0, 60.1, -60.0, -60.1]})
    return [Case((a,), note="readings at the limits")]


def shuffled(rng):
    return [
        Case((frame(rng, shuffle=True),), note="rows in any order"),
        Case((frame(rng, 5, 12, shuffle=True),), note="many rows in any order"),
    ]


def any_order(rng):
    return [*tidy(rng), *shuffled(rng)]


def first(rng):
    a = frame(rng, wild=0, gaps=0)
    a.loc[a["hour"] < 2, "celsius"] = np.nan
    return [Case((a,), note="gaps at the beginning")]


def labelled(rng):
    a = frame(rng, shuffle=True)
    return [Case((a.set_index(pd.Index([f"row {k}" for k in range(len(a))])),), note="an index of words")]


CHECKS = [
    Check(
        "what is impossible is replaced by the last value of its sensor",
        tidy,
        call("cleaned"),
        right,
        visible=True,
        weight=2,
    ),
    Check("good readings stay", no_gap, call("cleaned"), right, visible=True),
    Check(
        "a gap never takes a value of another sensor",
        neighbours,
        call("cleaned"),
        right,
        weight=2,
        hint="Think of a sensor that never worked.",
    ),
    Check("the limits themselves are fine", limits, call("cleaned"), right, hint="Think of readings at the limits."),
    Check(
        "the rows may come in any order",
        shuffled,
        call("cleaned"),
        right,
        weight=2,
        hint="Think of what was before a reading in time.",
    ),
    Check("gaps at the beginning stay", first, call("cleaned"), right, hint="Think of a gap with nothing before it."),
    Check("rows keep their index and order", labelled, call("cleaned"), right, hint="Think of the labels of the rows."),
    Check(
        "the frame that is given stays as it was",
        any_order,
        call("cleaned"),
        all_of(input_kept),
        hint="Think of who else uses the frame.",
    ),
]
