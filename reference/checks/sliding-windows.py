"""Checks of ``sliding_windows``: the values of every window, honest errors, and arrays with strides of their own."""

from __future__ import annotations

import numpy as np

from hotseat.reference.check import Case, Check, call
from hotseat.reference.compare import input_alone, raises, same


def observe_on_a_slice(candidate, base, start, step, k):
    """The windows over a slice of an array, as an array whose values do not lie side by side in memory."""
    return candidate.sliding_windows(base[start::step], k)


def inputs_plain(rng: np.random.Generator) -> list[Case]:
    n = int(rng.integers(8, 30))
    k = int(rng.integers(2, n - 2))
    return [
        Case((np.arange(6), 3), note="six numbers, windows of three"),
        Case((rng.normal(size=n), k), note="random numbers"),
        Case((rng.normal(size=200), int(rng.integers(2, 60))), note="random numbers"),
        Case((rng.integers(-9, 9, n), 2), note="whole numbers"),
    ]


def inputs_impossible(rng: np.random.Generator) -> list[Case]:
    n = int(rng.integers(4, 9))
    return [
        Case((np.arange(5.0), 0), note="a window of length 0"),
        Case((np.arange(5.0), 6), note="a window one longer than the array"),
        Case((rng.normal(size=n), n + int(rng.integers(2, 9))), note="a window much longer than the array"),
    ]


def inputs_odd_lengths(rng: np.random.Generator) -> list[Case]:
    n = int(rng.integers(3, 9))
    return [
        Case((rng.normal(size=n), -1), note="a negative length"),
        Case((rng.normal(size=n), -n), note="a negative length"),
        Case((np.array([], dtype=float), 1), note="an empty array"),
    ]


def inputs_unchanged(rng: np.random.Generator) -> list[Case]:
    return [Case((rng.normal(size=int(rng.integers(6, 20))), 4), note="random numbers")]


def inputs_ones(rng: np.random.Generator) -> list[Case]:
    return [
        Case((rng.normal(size=int(rng.integers(3, 12))), 1), note="windows of one value"),
        Case((rng.normal(size=1), 1), note="one value"),
    ]


def inputs_full(rng: np.random.Generator) -> list[Case]:
    n = int(rng.integers(2, 15))
    return [Case((rng.normal(size=n), n), note="a window as long as the array")]


def inputs_narrow(rng: np.random.Generator) -> list[Case]:
    n = int(rng.integers(8, 20))
    return [
        Case((rng.normal(size=n).astype("float32"), 3), note="values of four bytes"),
        Case((rng.integers(-99, 99, n).astype("int16"), 4), note="values of two bytes"),
        Case((rng.integers(-9, 9, n).astype("int8"), 2), note="values of one byte"),
        Case((rng.normal(size=n) + 1j * rng.normal(size=n), 3), note="complex numbers"),
    ]


def inputs_slices(rng: np.random.Generator) -> list[Case]:
    base = rng.normal(size=int(rng.integers(20, 40)))
    return [
        Case((base, 0, 2, 3), note="every second value of an array"),
        Case((base, None, -1, 4), note="an array read backwards"),
        Case((rng.integers(0, 99, 30).astype("int32"), 1, 3, 2), note="every third value of an array"),
    ]


WINDOWS = call("sliding_windows")
SAME = same(rtol=0, atol=0, keep_input=False)
"""Windows hold the very numbers of the array; whether the array survives is a check of its own."""

CHECKS = [
    Check("each row is the next window", inputs_plain, WINDOWS, SAME, visible=True, weight=3),
    Check(
        "a length of 0 or above the array's raises ValueError",
        inputs_impossible,
        WINDOWS,
        raises("ValueError"),
        visible=True,
        weight=2,
    ),
    Check(
        "a negative length or an empty array raises ValueError",
        inputs_odd_lengths,
        WINDOWS,
        raises("ValueError"),
        hint="Write down every k for which at least one window exists, and refuse the rest.",
    ),
    Check("windows of one value form one column", inputs_ones, WINDOWS, SAME, hint="Try k = 1."),
    Check(
        "a window as long as the array gives one row",
        inputs_full,
        WINDOWS,
        SAME,
        hint="Try the longest window there is.",
    ),
    Check(
        "values of any width come out right",
        inputs_narrow,
        WINDOWS,
        SAME,
        weight=1.5,
        hint="Not every value takes eight bytes, and not every value is a float.",
    ),
    Check(
        "a slice of another array comes out right",
        inputs_slices,
        observe_on_a_slice,
        SAME,
        weight=1.5,
        hint="Think of an array whose values do not lie side by side in memory.",
    ),
    Check(
        "the array passed in stays as it was",
        inputs_unchanged,
        WINDOWS,
        input_alone,
        hint="Compare the array before and after the call.",
    ),
]
