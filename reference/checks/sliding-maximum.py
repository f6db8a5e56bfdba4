"""Checks of the sliding maximum: windows of all widths, equal readings, missing ones, memory, and work that does not grow."""

import math

from hotseat.reference.check import Case, Check, Kind, Speed
from hotseat.reference.compare import numbers, raised_sentence, raises

SPARE, TIMES = 50, 4
"""The object may keep ``TIMES`` width readings and ``SPARE`` more."""
BYTES = 100_000
"""The most memory that 20,000 pushes at a width of 20 may take; 130 floats in a list take some four thousand bytes."""
MOST = 60
"""How often readings may be compared for each push, on average; good ways need about ten at most."""


def observe_pushes(candidate, width, values):
    window = candidate.SlidingMaximum(width)
    return [window.push(value) for value in values]


def observe_two(candidate, width, other, values):
    """Two objects that are fed in turns, the second with the values turned round in sign."""
    first, second = candidate.SlidingMaximum(width), candidate.SlidingMaximum(other)
    found = [(first.push(value), second.push(-value)) for value in values]
    return [one for one, _ in found] + [two for _, two in found]


def observe_memory(candidate, width, values):
    """The largest number of readings that were alive at once."""
    alive = [0, 0]

    class Reading(float):
        def __new__(cls, value):
            alive[0] += 1
            alive[1] = max(alive)
            return super().__new__(cls, value)

        def __del__(self):
            alive[0] -= 1

    window = candidate.SlidingMaximum(width)
    last = 0.0
    for value in values:
        last = float(window.push(Reading(value)))
    return last, alive[1]


def observe_work(candidate, width, values):
    """The last maximum, and how often readings were compared, for each push on average."""
    compared = [0]

    class Reading(float):
        """A number that counts how often it is compared."""

        __hash__ = float.__hash__

        def __lt__(self, other):
            compared[0] += 1
            return float(self) < other

        def __le__(self, other):
            compared[0] += 1
            return float(self) <= other

        def __gt__(self, other):
            compared[0] += 1
            return float(self) > other

        def __ge__(self, other):
            compared[0] += 1
            return float(self) >= other

        def __eq__(self, other):
            compared[0] += 1
            return float(self) == other

        def __ne__(self, other):
            compared[0] += 1
            return float(self) != other

    window = candidate.SlidingMaximum(width)
    last = 0.0
    for value in values:
        last = float(window.push(Reading(value)))
    return last, compared[0] / len(values)


def observe_bytes(candidate, width, pushes, seed):
    """The last maximum, and the most bytes held at once while plain floats went by, beyond what was held before."""
    import random
    import tracemalloc

    rng = random.Random(seed)
    first = candidate.SlidingMaximum(width)
    for _ in range(5 * width):
        first.push(rng.random())
    window = candidate.SlidingMaximum(width)
    last = 0.0
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    for _ in range(pushes):
        last = window.push(rng.random())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return float(last), peak - before


def observe_last(candidate, width, pushes, seed):
    """The maximum at the end of a stream of plain floats, which fall until the window is full and are smaller from then on.

    So each push after that sees the maximum leave, until all of those that fell are gone.
    """
    import random

    rng = random.Random(seed)
    window = candidate.SlidingMaximum(width)
    last = 0.0
    for i in range(width):
        last = window.push(width - i + rng.random())
    for _ in range(pushes - width):
        last = window.push(rng.random())
    return [float(last)]


def observe_made(candidate, width):
    candidate.SlidingMaximum(width)
    return "made"


def same_maxima(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    values, expected = got.value, want.value
    if not isinstance(values, list) or len(values) != len(expected):
        return Kind("A push should return one number.")
    for i, (value, right) in enumerate(zip(values, expected, strict=True), 1):
        found = numbers(value)
        if found is None or found.ndim:
            return Kind("A push should return one number.", f"Push number {i} returned {value!r}.")
        if not (float(found) == right or (math.isnan(found) and math.isnan(right))):
            full = f"Push number {i} returned {float(found):g} where {right:g} was expected."
            return Kind("A push did not return the largest reading of its window.", full)
    return None


def at_most(limit, said, full):
    """Holds what an observer measured beside the last maximum to ``limit(width)``, where that maximum is right."""

    def holds(case, got, want):
        if got.raised:
            return raised_sentence(got.raised)
        width = case.args[0]
        last, found = got.value
        if last != want.value[0]:
            return Kind("The maximum at the end of a long stream is wrong.")
        return Kind(said, full(found, width)) if found > limit(width) else None

    return holds


little_memory = at_most(
    lambda width: TIMES * width + SPARE,
    "Many more readings than the width are kept.",
    lambda most, width: f"{most} readings were kept for a width of {width}.",
)
few_bytes = at_most(
    lambda width: BYTES,
    "The memory grows with the length of the stream.",
    lambda held, width: f"{held / 1000:.0f} thousand bytes were held for a width of {width}.",
)
little_work = at_most(
    lambda width: MOST,
    "The work for each reading grows with the width of the window.",
    lambda each, width: (
        f"Readings were compared {each:.0f} times for each push on average; at most {MOST} are allowed."
    ),
)


def whole(rng, n, levels):
    return rng.integers(0, levels, n).astype(float).tolist()


def few(rng):
    return [
        Case((3, [2.0, 5.0, 1.0, 4.0, 3.0, 3.0, 0.0]), note="a window of three"),
        Case((2, whole(rng, 9, 5)), note="a window of two"),
    ]


def random_streams(rng):
    cases = [Case((w, rng.standard_normal(60).tolist()), note=f"a window of {w}") for w in (1, 2, 5, 13, 59, 60, 61)]
    return [*cases, Case((500, rng.standard_normal(40).tolist()), note="a window that never fills")]


def equal_streams(rng):
    cases = [Case((w, whole(rng, 80, 3)), note=f"few different readings, a window of {w}") for w in (2, 3, 4, 7)]
    return [*cases, Case((4, [7.0] * 12 + [1.0] * 12), note="the same reading many times")]


def slopes(rng):
    up = sorted(whole(rng, 30, 50))
    return [
        Case((6, up), note="rising readings"),
        Case((6, up[::-1]), note="falling readings"),
        Case((5, [-v for v in up]), note="readings below zero"),
        Case((7, up[::-1] + up + up[::-1]), note="readings that fall, rise and fall"),
    ]


def with_gaps(rng):
    nan = float("nan")
    values = [nan if gap else v for v, gap in zip(whole(rng, 60, 9), rng.random(60) < 0.4, strict=True)]
    return [
        Case((4, values), note="readings that are missing here and there"),
        Case((3, [5.0, nan, nan, nan, 2.0, nan, 1.0, nan, nan, nan]), note="a window in which all are missing"),
        Case((3, [nan, nan, 4.0, 6.0, nan]), note="missing readings at the beginning"),
        Case((1, [3.0, nan, 1.0]), note="a window of one"),
        Case((2, [nan, nan, nan]), note="nothing but missing readings"),
    ]


def infinite(rng):
    low, high = float("-inf"), float("inf")
    return [
        Case((3, [low, low, 1.0, low, low, low, high, 2.0, 0.0, 1.0]), note="infinite readings"),
        Case((3, [int(v) for v in rng.integers(-9, 9, 20)]), note="readings that are whole numbers"),
    ]


def pairs(rng):
    return [Case((3, 5, rng.standard_normal(40).tolist()), note="two objects fed in turns")]


def endless(rng):
    return [
        Case((int(rng.integers(5, 20)), rng.standard_normal(3000).tolist()), note="a long stream"),
        Case((20, sorted(rng.standard_normal(3000).tolist(), reverse=True)), note="a long falling stream"),
        Case((20, [float("nan")] * 3000 + [1.0]), note="a long stream of missing readings"),
    ]


def bad_widths(rng):
    return [Case((0,), note="a width of 0"), Case((-int(rng.integers(1, 9)),), note="a width below 0")]


def plain(rng):
    return [Case((20, 20_000, int(rng.integers(1, 1000))), note="20,000 plain numbers at a width of 20")]


def very_wide(rng):
    """So wide, and so many readings once the window is full, that a search by NumPy takes thirty times as long."""
    note = "60,000 readings at a width of 40,000, of which the first 40,000 fall"
    return [Case((40_000, 60_000, int(rng.integers(1, 1000))), note=note)]


def wide(rng):
    values = rng.standard_normal(1500).tolist()
    return [
        Case((500, values), note="a wide window of random readings"),
        Case((500, sorted(values, reverse=True)), note="a wide window of falling readings, which all stay candidates"),
        Case((500, sorted(values)), note="a wide window of rising readings"),
    ]


CHECKS = [
    Check("the maxima of a few readings", few, observe_pushes, same_maxima, visible=True, weight=2),
    Check("falling and rising readings", slopes, observe_pushes, same_maxima, visible=True),
    Check(
        "windows of any width",
        random_streams,
        observe_pushes,
        same_maxima,
        weight=2,
        hint="Compare with the maximum of the slice, for widths from one to more than there are readings.",
    ),
    Check(
        "equal readings", equal_streams, observe_pushes, same_maxima, weight=2, hint="Think of the same maximum twice."
    ),
    Check("missing readings", with_gaps, observe_pushes, same_maxima, weight=2, hint="What if a reading is NaN?"),
    Check(
        "infinite and whole readings", infinite, observe_pushes, same_maxima, hint="Think of infinities and integers."
    ),
    Check(
        "two objects share nothing", pairs, observe_two, same_maxima, hint="Make two of them, and feed them in turns."
    ),
    Check(
        "little memory", endless, observe_memory, little_memory, weight=2, hint="What do you still keep after a year?"
    ),
    Check(
        "little memory for plain numbers",
        plain,
        observe_bytes,
        few_bytes,
        hint="Which of your lists are never cut?",
    ),
    Check(
        "an invalid width is refused",
        bad_widths,
        observe_made,
        raises("ValueError"),
        hint="Think of the smallest width.",
    ),
    Check(
        "the work does not grow with the width",
        wide,
        observe_work,
        little_work,
        weight=2,
        hint="How often is each reading looked at while it is in the window?",
    ),
    Check(
        "a very wide window is quick",
        very_wide,
        observe_last,
        same_maxima,
        speed=Speed(at_most=14, repeats=2),
        hint="Time a push into a full window of 100, and into one of 40,000. What if the largest leaves each time?",
    ),
]
