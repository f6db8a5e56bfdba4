"""Checks of a mended drift alarm: it rings for what has clearly moved, and stays quiet for two samples of one distribution."""

from hotseat.reference.check import Case, Check, call
from hotseat.reference.compare import all_of, input_alone, same

ROWS = 2000
verdict = all_of(same(), input_alone)


def far(rng):
    a = rng.normal(20, 5, ROWS)
    return [
        Case((a, a + 273.15), note="a batch far above the reference"),
        Case((a, a - 500.0), note="a batch far below the reference"),
    ]


def beyond(rng):
    a = rng.uniform(0, 1, ROWS)
    return [
        Case((a, rng.uniform(1.5, 2.5, ROWS)), note="a batch just beyond the reference"),
        Case((a, rng.uniform(-3, -0.5, ROWS)), note="a batch just before the reference"),
        Case((a, rng.exponential(1.0, ROWS) + 2.0), note="a batch of another shape beyond the reference"),
    ]


def quiet(rng):
    draws = [rng.normal(5, 2, (2, ROWS)), rng.exponential(3, (2, ROWS)), rng.uniform(-1, 1, (2, ROWS))]
    return [Case((a, b), note="two samples of one distribution") for a, b in draws]


def moved(rng):
    a = rng.normal(0, 1, ROWS)
    b = rng.normal(0, 1, ROWS)
    alike = (b - b.mean()) / b.std() * a.std()
    return [
        Case((a, rng.normal(1.2, 1, ROWS)), note="a mean that moved by more than a deviation"),
        Case((a, rng.normal(-1.2, 1, ROWS)), note="a mean that moved down"),
        Case((a, rng.normal(0, 2.4, ROWS)), note="a spread that more than doubled"),
        Case((a, alike + a.mean() + 1.02 * a.std()), note="a mean that moved by a deviation"),
        Case((a, 2.04 * alike + a.mean()), note="a spread that doubled"),
    ]


def partly(rng):
    a = rng.normal(0, 1, ROWS)
    mixed = rng.normal(0, 1, ROWS)
    mixed[: ROWS // 2] += 40.0
    return [Case((a, rng.permutation(mixed)), note="a batch of which half has moved away")]


CHECKS = [
    Check("kelvin instead of degrees Celsius ring the alarm", far, call("drifted"), verdict, visible=True, weight=2),
    Check("two samples of one distribution stay quiet", quiet, call("drifted"), verdict, visible=True),
    Check(
        "a batch outside the range of the reference rings the alarm",
        beyond,
        call("drifted"),
        verdict,
        weight=2,
        hint="Think of values that lie beyond everything the reference holds.",
    ),
    Check(
        "a shift or a wider spread within reach rings the alarm",
        moved,
        call("drifted"),
        verdict,
        hint="Think of a drift in which bins at one end become empty.",
    ),
    Check(
        "a batch of which half has moved away rings the alarm",
        partly,
        call("drifted"),
        verdict,
        hint="Think of values that are counted and values that are not.",
    ),
]
