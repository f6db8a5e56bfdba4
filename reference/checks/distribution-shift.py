"""Checks of the drift detector: how often it cries wolf, and whether it sees clear changes of every kind.

The number of false alarms among unchanged pairs may not exceed what a detector at alpha stays below but once in a million
times. Changes are so large that the corrected Kolmogorov-Smirnov test gives less than a thousandth of alpha.
"""

import math

import numpy as np

from hotseat.reference.check import Case, Check, Kind
from hotseat.reference.compare import input_kept, raised_sentence, short


def observe_flags(candidate, reference, batch, alpha):
    return candidate.detect_shift(reference, batch, alpha)


def observe_default(candidate, reference, batch):
    """The flags with alpha left out, and with alpha at one per cent."""
    return candidate.detect_shift(reference, batch), candidate.detect_shift(reference, batch, alpha=0.01)


def observe_twice(candidate, reference, batch, alpha):
    import numpy as np

    told = []
    for state in (1, 2):
        np.random.seed(state)
        told.append(np.asarray(candidate.detect_shift(reference, batch, alpha)).tolist())
    return told


def observe_alphas(candidate, reference, batch, alphas):
    return [candidate.detect_shift(reference, batch, alpha) for alpha in alphas]


def observe_many(candidate, references, batches, alpha):
    """For each pair, whether any column was flagged."""
    import numpy as np

    pairs = zip(references, batches, strict=True)
    return [bool(np.any(candidate.detect_shift(old, new, alpha))) for old, new in pairs]


def flags(value, columns):
    """The answer as a list of booleans, or a sentence saying why it is none."""
    found = np.asarray(value) if isinstance(value, np.ndarray | list | tuple) else None
    if found is None or found.dtype != bool or found.shape != (columns,):
        return f"The answer is {short(value)} where an array of {columns} booleans was expected."
    return found.tolist()


def expected(case, got, want):
    fault = raised_sentence(got.raised) if got.raised else input_kept(case, got, want)
    found = fault or flags(got.value, case.args[0].shape[1])
    if isinstance(found, str):
        return found
    for column, (mine, right) in enumerate(zip(found, np.asarray(want.value).tolist(), strict=True)):
        if mine and not right:
            return Kind(f"Column {column} is flagged, and nothing has changed there.")
        if right and not mine:
            return Kind(f"Column {column} is not flagged, and it has clearly changed.")
    return None


def most(trials, alpha):
    """The largest number of alarms that a detector at alpha exceeds at most once in a million times: the binomial's tail."""
    tail, k = 1.0, -1
    while tail > 1e-6:
        k += 1
        tail -= math.comb(trials, k) * alpha**k * (1 - alpha) ** (trials - k)
    return k


def few_alarms(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    trials, alpha = len(case.args[0]), case.args[2]
    if not isinstance(got.value, list) or len(got.value) != trials:
        return "The answers are not arrays of booleans."
    alarms = sum(got.value)
    if alarms > most(trials, alpha):
        return Kind(f"Of {trials} pairs in which nothing has changed, {alarms} were flagged, with alpha at {alpha:g}.")
    return None


def alpha_decides(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    for value, wanted, alpha in zip(got.value, (True, False), case.args[2], strict=True):
        found = flags(value, 1)
        if isinstance(found, str):
            return found
        if found != [wanted]:
            return Kind(f"The same change is{'' if found[0] else ' not'} flagged with alpha at {alpha:g}.")
    return None


def same_twice(case, got, want):
    fault = raised_sentence(got.raised) if got.raised else input_kept(case, got, want)
    if fault:
        return fault
    first, second = got.value
    return None if first == second else Kind("The same input gave two different answers.")


def off_the_scale(rng):
    reference, batch = rng.standard_normal((200, 3)).round(3), rng.standard_normal((60, 3)).round(3)
    batch[:, 1] += 100
    return [Case((reference, batch, 1e-5), note="one sensor a hundred standard deviations off")]


def unchanged(rng):
    reference, batch = rng.standard_normal((300, 2)).round(3), rng.standard_normal((300, 2)).round(3)
    return [Case((reference, batch, 1e-7), note="two samples of 300 rows from one law, and a very small alpha")]


def many_columns(rng):
    references, batches = rng.standard_normal((70, 60, 20)), rng.standard_normal((70, 40, 20))
    return [Case((references, batches, 0.05), note="twenty columns in which nothing has changed")]


def other_laws(rng):
    common = rng.exponential(1.0, (60, 320, 1))
    skewed = common * rng.choice([1.0, 100.0, 1e-4], 6) + 0.3 * rng.exponential(1.0, (60, 320, 6))
    counts = rng.poisson(0.8, (60, 300, 6)).astype(float)
    return [
        Case((skewed[:, :280], skewed[:, 280:], 0.05), note="skewed columns that depend on each other, a small batch"),
        Case((counts[:, :220], counts[:, 220:], 0.05), note="counts with few values"),
    ]


def moderate(rng):
    reference, batch = rng.standard_normal((3000, 8)), rng.standard_normal((500, 8))
    moved = sorted(rng.choice(8, 2, replace=False).tolist())
    batch[:, moved] += np.array([0.7, -0.7])
    return [Case((reference, batch, 1e-4), note="two of eight columns moved by less than a standard deviation")]


def spread(rng):
    reference, batch = 5.0 + rng.standard_normal((1500, 4)), rng.standard_normal((500, 4))
    batch[:, 0] *= 2.5
    batch[:, 3] *= 0.3
    return [Case((reference, batch + 5.0, 1e-4), note="the same mean and another spread")]


def shape(rng):
    reference, batch = rng.standard_normal((1500, 2)), rng.standard_normal((1200, 2))
    batch[:, 1] = rng.choice([-1.0, 1.0], 1200) * np.sqrt(0.96) + 0.2 * rng.standard_normal(1200)
    return [Case((reference, batch, 1e-4), note="the same mean and spread and another shape")]


def beyond(rng):
    reference, batch = rng.standard_normal((2000, 3)), rng.standard_normal((400, 3))
    batch[rng.random(400) < 0.35, 2] += 50
    return [Case((reference, batch, 1e-4), note="a third of the new rows beyond the range of the reference")]


def proportions(rng):
    reference = rng.choice(4, (2000, 3), p=[0.5, 0.3, 0.1, 0.1]).astype(float)
    batch = rng.choice(4, (600, 3), p=[0.5, 0.3, 0.1, 0.1]).astype(float)
    batch[:, 0] = rng.choice(4, 600, p=[0.2, 0.3, 0.1, 0.4])
    return [Case((reference, batch, 1e-4), note="few values in other proportions")]


def constants(rng):
    reference, batch = rng.standard_normal((400, 4)), rng.standard_normal((200, 4))
    level = float(rng.integers(1, 9))
    reference[:, :3] = level
    batch[:, :3] = [level, level + 1e-3, level]
    batch[:, 2] += rng.standard_normal(200)
    return [Case((reference, batch, 1e-5), note="columns that are or were constant")]


def units(rng):
    reference, batch = rng.standard_normal((1000, 4)), rng.standard_normal((400, 4))
    batch[:, [1, 3]] += 0.9
    scale, level = np.array([1e-6, 1e-6, 1e6, 1e6]), np.array([1.0, 1.0, 1e9, 1e9])
    return [Case((level + scale * reference, level + scale * batch, 1e-4), note="very small and very large units")]


def tiny(rng):
    reference, batch = rng.standard_normal((3000, 2)), rng.standard_normal((20, 2))
    batch[:, 0] -= 6
    return [Case((reference, batch, 1e-5), note="a batch of twenty rows")]


def fixed_change(rng):
    """The same ranks for every seed: a Kolmogorov-Smirnov p-value of some 1e-6, a t test's above 1e-12."""
    grid = np.sort(np.random.default_rng(3).standard_normal(200))[:, None]
    unit = float(rng.uniform(1, 100))
    return [
        Case((unit * grid, unit * (grid + 0.65), (0.05, 1e-14)), note="one change, with a larger and a smaller alpha")
    ]


def default(rng):
    moved = np.linspace(0.2, 0.9, 40)
    return [Case((rng.standard_normal((120, 40)), moved + rng.standard_normal((100, 40))), note="alpha left out")]


def is_one_per_cent(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    left_out, given = (flags(value, 40) for value in got.value)
    for found in (left_out, given):
        if isinstance(found, str):
            return found
    return None if left_out == given else Kind("Without alpha, the answer is another one than with alpha at 0.01.")


def borderline(rng):
    return [Case((rng.standard_normal((80, 40)), 0.5 + rng.standard_normal((60, 40)), 0.1), note="one input, twice")]


HIDDEN = [
    (
        "few false alarms over many columns together",
        many_columns,
        observe_many,
        few_alarms,
        3,
        "Think of tables with many columns.",
    ),
    (
        "few false alarms whatever the law",
        other_laws,
        observe_many,
        few_alarms,
        2,
        "Think of skewed columns, of counts, and of small batches.",
    ),
    (
        "columns that moved a little",
        moderate,
        observe_flags,
        expected,
        1,
        "Think of changes that are clear and not large.",
    ),
    ("another spread about the same mean", spread, observe_flags, expected, 1, "A distribution is more than its mean."),
    (
        "another shape with the same mean and spread",
        shape,
        observe_flags,
        expected,
        1,
        "A distribution is more than its mean and spread.",
    ),
    (
        "rows beyond the range of the reference",
        beyond,
        observe_flags,
        expected,
        1,
        "Think of new values that the reference never had.",
    ),
    ("few values in other proportions", proportions, observe_flags, expected, 1, "Think of columns with few values."),
    (
        "columns that are or were constant",
        constants,
        observe_flags,
        expected,
        1,
        "Think of a column that holds one value only.",
    ),
    ("the unit makes no difference", units, observe_flags, expected, 1, "Think of very small and very large units."),
    ("a batch of twenty rows", tiny, observe_flags, expected, 1, "Think of a small batch and a large reference."),
    (
        "alpha decides",
        fixed_change,
        observe_alphas,
        alpha_decides,
        1,
        "Call the function on the same data with several alphas.",
    ),
    ("alpha may be left out", default, observe_default, is_one_per_cent, 1, "Call the function with two arguments."),
    (
        "the same input gives the same answer",
        borderline,
        observe_twice,
        same_twice,
        1,
        "Call the function twice on the same data.",
    ),
]
CHECKS = [
    Check("a sensor off the scale is flagged", off_the_scale, observe_flags, expected, visible=True),
    Check("nothing has changed", unchanged, observe_flags, expected, visible=True),
    *(
        Check(name, inputs, observe, holds, weight=weight, hint=hint, many_answers=holds is not expected)
        for name, inputs, observe, holds, weight, hint in HIDDEN
    ),
]
