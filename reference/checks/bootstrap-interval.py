"""Checks of the bootstrap: the draws against their law, the intervals value by value on replicates that are handed in.

The draws are held to bounds of 6.5 standard errors, as in ``reference.draws``. Replicates are handed in, so that nothing else is
random.
"""

import numpy as np

from hotseat.reference.check import Case, Check, Kind, call
from hotseat.reference.compare import input_alone, numbers, raised_sentence, raises
from hotseat.reference.draws import share, table

ROWS = 3000


def observe_resample(candidate, x, n_resamples, seed):
    import numpy as np

    return candidate.resample(x, n_resamples, np.random.default_rng(seed))


def observe_generators(candidate, x, seed, other, outside):
    """Samples from one generator twice, from a twin, and from another; and what NumPy's global generator gives then."""
    import numpy as np

    np.random.seed(outside)
    rng = np.random.default_rng(seed)
    first, second = candidate.resample(x, 5, rng), candidate.resample(x, 5, rng)
    twin = candidate.resample(x, 5, np.random.default_rng(seed))
    stranger = candidate.resample(x, 5, np.random.default_rng(other))
    return first, second, twin, stranger, np.random.random_sample(3)


def observe_bca(candidate, x, name, replicates, level):
    import numpy as np

    return candidate.bca_interval(x, getattr(np, name), replicates, level)


def observe_bca_default(candidate, x, name, replicates):
    import numpy as np

    return candidate.bca_interval(x, getattr(np, name), replicates)


def near_interval(place):
    """Compares limits within a millionth of the range of the replicates, which are the argument at ``place``."""

    def holds(case, got, want):
        if got.raised:
            return raised_sentence(got.raised)
        found = numbers(got.value)
        if found is None or found.shape != (2,) or not np.isfinite(found).all():
            return Kind("The interval should be a pair of finite numbers, low before high.")
        near = 1e-6 * float(np.ptp(case.args[place])) + 1e-12
        for name, limit, right in zip(("lower", "upper"), found, want.value, strict=True):
            if abs(limit - right) > near:
                return f"The {name} limit is {limit:.6g} where {right:.6g} was expected."
        return None

    return holds


def samples_of(got, rows, columns):
    if got.raised:
        return raised_sentence(got.raised)
    return table(got.value, (rows, columns), "the samples")


def right_shape(case, got, want):
    x, rows, _ = case.args
    found = samples_of(got, rows, len(x))
    if isinstance(found, str):
        return found
    return None if np.isin(found, x).all() else Kind("A sample holds a value that is not in the data.")


def right_law(case, got, want):
    """Each value is as likely as any other at each place, and places and rows have nothing to do with each other."""
    x, rows, _ = case.args
    n = len(x)
    found = samples_of(got, rows, n)
    if isinstance(found, str):
        return found
    if not np.isin(found, x).all():
        return Kind("A sample holds a value that is not in the data.")
    at = np.searchsorted(x, found)
    for j in range(n):
        for k in range(n):
            wrong = share(int((at[:, j] == k).sum()), rows, 1 / n, "A given value stands at a given place")
            if wrong:
                return Kind("Not every value is equally likely at each place of a sample.", wrong)
    for j in range(n):
        for i in range(j):
            wrong = share(int((at[:, i] == at[:, j]).sum()), rows, 1 / n, "Two places of a sample hold the same value")
            if wrong:
                return Kind("The places of a sample are not drawn independently, with replacement.", wrong)
    for step in (1, 2):
        same = int((at[step:] == at[:-step]).sum())
        wrong = share(same, (rows - step) * n, 1 / n, "Neighbouring samples hold the same value at a place")
        if wrong:
            return Kind("The samples are not independent of each other.", wrong)
    return None


def right_generators(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    x = case.args[0]
    found = [table(one, (5, len(x)), "the samples") for one in got.value[:4]]
    for one in found:
        if isinstance(one, str):
            return one
    first, second, twin, stranger = found
    if not np.array_equal(first, twin):
        return Kind("Two generators with the same seed gave different samples.")
    if np.array_equal(first, second):
        return Kind("The same generator gave the same samples twice.")
    if np.array_equal(first, stranger):
        return Kind("Generators with different seeds gave the same samples.")
    if not np.array_equal(got.value[4], np.random.RandomState(case.args[3]).random_sample(3)):
        return Kind("The draws changed NumPy's global generator.")
    return None


def seeded(rng):
    return int(rng.integers(1, 2**31))


def skewed(rng, n):
    return np.round(rng.exponential(3.0, n), 3) + 0.001 * rng.permutation(n)


def replicates_of(rng, x, name, rows=400):
    return getattr(np, name)(x[rng.integers(0, len(x), (rows, len(x)))], axis=1)


def shapes(rng):
    return [
        Case((np.array([4.0, 8.0, 15.0, 16.0]), 6, seeded(rng)), note="six samples of four values"),
        Case((skewed(rng, 7), 3, seeded(rng)), note="three samples of seven values"),
        Case((np.array([1.0, 2.0]), 1, seeded(rng)), note="one sample of two values"),
    ]


def lawful(rng):
    steps = rng.uniform(0.1, 2.0, (2, 8)).round(2)
    return [
        Case((steps[k, :n].cumsum(), ROWS, seeded(rng)), note=f"many samples of {n} values")
        for k, n in ((0, 5), (1, 8))
    ]


def generators(rng):
    seed = seeded(rng)
    return [Case((skewed(rng, 12), seed, seed + 1, int(rng.integers(1, 10_000))), note="several generators")]


def plain(rng):
    return [
        Case((np.arange(101.0), 0.9), note="the numbers from 0 to 100"),
        Case((np.round(rng.exponential(2.0, 12), 2), 0.5), note="a dozen replicates"),
    ]


def plain_more(rng):
    return [
        Case((rng.standard_normal(200), 0.95), note="two hundred replicates"),
        Case((rng.exponential(2.0, 75), 0.99), note="another level"),
        Case((rng.standard_normal(60),), note="the level left out"),
        Case((rng.integers(0, 4, 40), 0.8), note="whole numbers with ties"),
    ]


def corrected(rng):
    x = skewed(rng, 8)
    return [
        Case((x, "mean", np.round(replicates_of(rng, x, "mean", 40), 3), 0.9), note="the mean of a skewed sample"),
    ]


def corrected_more(rng):
    cases = []
    for name, n in (("mean", 15), ("std", 12), ("var", 25)):
        x = skewed(rng, n)
        level = float(rng.choice([0.8, 0.9, 0.95]))
        cases.append(Case((x, name, replicates_of(rng, x, name), level), note=f"the {name} of {n} values"))
        cases.append(Case((-x, name, replicates_of(rng, -x, name), level), note=f"the {name} of {n} values below zero"))
    return cases


def shifted(rng):
    """Symmetric data, so that the bias alone corrects, and replicates evenly around the value, so that the acceleration does."""
    y = np.round(rng.uniform(1.0, 5.0, 6), 2)
    symmetric = np.concatenate([10 - y, 10 + y])
    x = skewed(rng, 14)
    centred = x.mean() + np.concatenate([-1.0, 1.0] * np.abs(rng.standard_normal((150, 1))))
    return [
        Case((symmetric, "mean", 10.4 + rng.standard_normal(300), 0.9), note="replicates that lie to one side"),
        Case((x, "mean", centred, 0.95), note="replicates that lie evenly around the observed value"),
    ]


def with_ties(rng):
    cases = []
    for n in (5, 6, 9):
        x = rng.permutation(np.arange(1.0, n + 1)) + rng.integers(0, 3, n).cumsum()
        cases.append(Case((x, "median", replicates_of(rng, x, "median", 300), 0.9), note=f"the median of {n} values"))
    for name in ("max", "min"):
        x = rng.permutation(np.arange(1.0, 8.0)) + rng.integers(0, 3)
        cases.append(Case((x, name, replicates_of(rng, x, name, 300), 0.8), note=f"the {name} of seven values"))
    x = rng.permutation(np.array([0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 1.0, 0.0]))
    cases.append(Case((x, "mean", replicates_of(rng, x, "mean", 300), 0.9), note="a share of ten"))
    return cases


def tiny(rng):
    two, three = np.array([1.0, 4.0]), np.array([2.0, 3.0, 9.0])
    return [
        Case((three, "mean", replicates_of(rng, three, "mean", 100), 0.8), note="three values"),
        Case((two, "mean", np.array([1.0, 2.5, 2.5, 4.0, 1.0, 2.5, 4.0, 2.5, 2.5, 4.0]), 0.8), note="two values"),
    ]


def constant(rng):
    value = float(rng.integers(1, 9)) / 4
    return [
        Case((np.full(6, value), "mean", np.full(50, value), 0.95), note="a constant sample"),
        Case((np.full(4, 0.1), "median", np.full(50, 0.1), 0.9), note="a constant sample"),
    ]


def unmoved(rng):
    """Medians that stay where they are whichever value is left out, while the replicates differ."""
    x = rng.permutation(np.array([0.0, 1.0, 5.0, 5.0, 5.0, 5.0, 9.0, 11.0]))
    return [Case((x, "median", 5.1 + rng.standard_normal(200), 0.8), note="a median that no single value moves")]


def default_level(rng):
    x = skewed(rng, 10)
    return [Case((x, "mean", replicates_of(rng, x, "mean")), note="the level left out")]


def one_side(rng):
    x = skewed(rng, 9)
    return [
        Case((x, "mean", x.mean() - rng.uniform(0.1, 2.0, 50), 0.9), note="all replicates below the observed value"),
        Case((x, "mean", x.mean() + rng.uniform(0.1, 2.0, 50), 0.9), note="all replicates above the observed value"),
    ]


CHECKS = [
    Check("each row is a sample of the data", shapes, observe_resample, right_shape, visible=True, many_answers=True),
    Check(
        "the percentile interval of a few replicates",
        plain,
        call("percentile_interval"),
        near_interval(0),
        visible=True,
    ),
    Check("the corrected interval of a mean", corrected, observe_bca, near_interval(2), visible=True, weight=2),
    Check(
        "samples are drawn with replacement and independently",
        lawful,
        observe_resample,
        right_law,
        weight=2,
        hint="Count how often each value stands at each place, and how often two places agree.",
    ),
    Check(
        "the generator that is handed in makes all draws",
        generators,
        observe_generators,
        right_generators,
        hint="Call it twice with one generator, and with two generators of one seed.",
    ),
    Check(
        "percentile intervals at any level",
        plain_more,
        call("percentile_interval"),
        near_interval(0),
        hint="How much lies outside on each side?",
    ),
    Check(
        "corrected intervals of several statistics",
        corrected_more,
        observe_bca,
        near_interval(2),
        weight=2,
        hint="Recompute the bias and the acceleration by hand for a small sample.",
    ),
    Check(
        "the bias and the acceleration each by itself",
        shifted,
        observe_bca,
        near_interval(2),
        weight=2,
        hint="Make one of the two vanish, and look at what the other does.",
    ),
    Check(
        "many replicates equal the observed value",
        with_ties,
        observe_bca,
        near_interval(2),
        weight=2,
        hint="Think of the median and the maximum of a few values.",
    ),
    Check("two and three values", tiny, observe_bca, near_interval(2), hint="Think of the smallest samples."),
    Check(
        "a constant sample",
        constant,
        observe_bca,
        near_interval(2),
        hint="What if leaving out a value changes nothing?",
    ),
    Check(
        "no single value moves the statistic",
        unmoved,
        observe_bca,
        near_interval(2),
        hint="What is the acceleration if leaving out a value changes nothing?",
    ),
    Check(
        "the corrected interval without a level",
        default_level,
        observe_bca_default,
        near_interval(2),
        hint="What is the level when none is given?",
    ),
    Check(
        "replicates on one side are refused",
        one_side,
        observe_bca,
        raises("ValueError"),
        hint="What is the normal quantile of zero or one?",
    ),
    Check(
        "the arguments stay as they were",
        corrected_more,
        observe_bca,
        input_alone,
        hint="Think of who else uses the arrays.",
    ),
]
