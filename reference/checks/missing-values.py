"""Checks of filling gaps: ends, long gaps, nothing from the future, columns by themselves, neighbours in any unit, and tokens.

What is filled along time is compared to 1e-9. Neighbours are held to the hidden truth: the root mean squared error is less than
half of that of the column's mean; the reference's is a fifth of it. Values never lie on a bound of their bins.
"""

import numpy as np

from hotseat.reference.check import Case, Check, Kind
from hotseat.reference.compare import numbers, raised_sentence, raises, same

filled_alike = same(rtol=1e-9, atol=1e-9, dtype="float")
same_tokens = same(rtol=0, atol=0)
nan = np.nan


def observe_fill(candidate, data, strategy, *rest):
    return candidate.fill_gaps(data, strategy, *rest)


def observe_named(candidate, data, strategy, max_gap):
    return candidate.fill_gaps(data, strategy=strategy, max_gap=max_gap)


def observe_prefixes(candidate, data, lengths, max_gap):
    """The last row of each beginning of the series, filled by itself."""
    import numpy as np

    return np.array([np.asarray(candidate.fill_gaps(data[:n].copy(), "forward", max_gap))[-1] for n in lengths])


def observe_neighbours(candidate, data, truth, *rest):
    return candidate.fill_gaps(data, "neighbours", *rest)


def observe_own(candidate, data, strategy):
    """What comes back, and whether it is the caller's own table."""
    import numpy as np

    found = candidate.fill_gaps(data, strategy)
    return found, bool(np.shares_memory(np.asarray(found), data))


def observe_tokens(candidate, data, n_bins):
    return candidate.tokenize(data, n_bins)


def walk(rng, n, d):
    return rng.standard_normal((n, d)).cumsum(axis=0) + rng.uniform(-20, 20, d)


def pierced(rng, data, share, ends=False):
    """A copy with single gaps and runs; with ``ends``, gaps at both ends, else none there."""
    data, n = data.copy(), len(data)
    for column in data.T:
        column[rng.random(n) < share] = nan
        for length in (2, 3, 5):
            at = int(rng.integers(1, n - length - 1))
            column[at : at + length] = nan
    data[0], data[-1] = np.where(np.isnan(data[0]), 0.5, data[0]), np.where(np.isnan(data[-1]), -0.5, data[-1])
    if ends:
        for column in data.T:
            column[: int(rng.integers(1, 4))] = nan
            column[n - int(rng.integers(1, 4)) :] = nan
    return data


def small_lines(rng):
    shift = float(rng.integers(-4, 5))
    data = np.array([[1.0, 7.0], [nan, 6.0], [nan, nan], [4.0, 2.0], [5.0, 1.0]])
    return [
        Case((data, "interpolate"), note="a small table"),
        Case((data + shift, "interpolate"), note="the same, moved"),
    ]


def small_forward(rng):
    data = np.array([[1.0, nan], [nan, 6.0], [nan, nan], [4.0, nan], [nan, 1.0]])
    return [Case((data, "forward"), note="a small table"), Case((data, "forward", 1), note="the same, one row at most")]


def small_tokens(rng):
    order = rng.permutation(6)
    data = np.array([[1.0, 70.0], [2.0, nan], [4.0, 20.0], [8.0, 30.0], [nan, 10.0], [nan, nan]])[order]
    return [Case((data, 2), note="two columns of four values")]


def lines(rng):
    return [
        Case((pierced(rng, walk(rng, 40, 3), 0.2), "interpolate"), note="gaps in the middle"),
        Case((pierced(rng, walk(rng, 60, 1), 0.4), "interpolate"), note="a single column with many gaps"),
    ]


def line_ends(rng):
    return [Case((pierced(rng, walk(rng, 30, 3), 0.1, ends=True), "interpolate"), note="gaps at both ends")]


def long_gaps(rng):
    cases = [
        Case((pierced(rng, walk(rng, 50, 3), 0.25), "interpolate", limit), note=f"max_gap {limit}")
        for limit in (1, 2, 4)
    ]
    ends = pierced(rng, walk(rng, 30, 3), 0.1, ends=True)
    return [*cases, Case((ends, "interpolate", 2), note="max_gap 2, gaps at the ends")]


def carried(rng):
    return [
        Case((pierced(rng, walk(rng, 40, 3), 0.3, ends=True), "forward"), note="gaps everywhere, at the start too"),
    ]


def carried_some(rng):
    data = pierced(rng, walk(rng, 50, 3), 0.3, ends=True)
    return [Case((data, "forward", limit), note=f"max_gap {limit}") for limit in (1, 2, 4)]


def prefixes(rng):
    data = pierced(rng, walk(rng, 30, 2), 0.4, ends=True)
    return [Case((data, list(range(2, 30)), limit), note="a series cut off at every row") for limit in (None, 2)]


def odd_columns(rng):
    data = pierced(rng, walk(rng, 30, 4), 0.2, ends=True)
    data[:, 1] = nan
    data[:, 2] = nan
    data[17, 2] = 3.5
    data[:, 3] = np.arange(30.0)
    return [
        Case((data, strategy), note=f"columns without a value, with one, and without a gap; {strategy}")
        for strategy in ("interpolate", "forward")
    ]


def complete(rng):
    data = 1 / 3 + walk(rng, 60, 5)
    return [
        Case((data, strategy), note=f"no gap at all; {strategy}")
        for strategy in ("interpolate", "forward", "neighbours")
    ]


def related(rng, n, units):
    """What is seen and the truth: columns that share two causes, in the given units, a value hidden in six of ten rows."""
    causes = rng.uniform(-1.5, 1.5, (n, 2))
    mix = np.array([[1.0, 0.0], [0.0, 1.0], [0.8, 0.6], [0.7, -0.7], [-0.6, 0.8]])[: len(units)]
    truth = (causes @ mix.T + 0.08 * rng.standard_normal((n, len(units)))) * units + rng.uniform(-50, 50, len(units))
    hidden = rng.permuted(np.arange(truth.size).reshape(truth.shape) % truth.shape[1] == 0, axis=1)
    hidden &= rng.random((n, 1)) < 0.6
    return np.where(hidden, nan, truth), truth


def neighbours(rng):
    data, truth = related(rng, 300, [1.0, 1.0, 1.0, 1.0, 1.0])
    data[7] = data[10:15, 0] = nan
    return [
        Case(related(rng, 300, [1.0, 1.0, 1.0, 1.0, 1.0]), note="columns in the same unit"),
        Case((data, truth, 2), note="a long gap and a small max_gap, and a row without a value"),
    ]


def other_units(rng):
    return [
        Case(related(rng, 300, [1e-3, 1.0, 1.0, 1e3, 1.0]), note="columns in different units"),
        Case(related(rng, 300, [1e4, 1.0, 1e-2, 1.0, 1.0]), note="columns in different units"),
    ]


def neighbours_ends(rng):
    data, truth = related(rng, 400, [1.0, 1.0, 1.0, 1.0, 1.0])
    data, truth = np.insert(data, 1, nan, axis=1), np.insert(truth, 1, nan, axis=1)
    data[:, 5] = truth[:, 5] = 7.0
    data[5:12, 5] = nan
    return [Case((data, truth), note="a column without a value and a constant one")]


def unknown(rng):
    data = pierced(rng, walk(rng, 20, 2), 0.2)
    return [Case((data, name), note=f"the strategy {name!r}") for name in ("backward", "Interpolate", "mean")]


def tokens(rng):
    cases = []
    for n, d, bins in ((43, 3, 5), (90, 2, 8), (30, 1, 2)):
        data = np.exp(rng.standard_normal((n, d))) * 10.0 ** rng.integers(-3, 4, d)
        for column in data.T:
            gaps = n % bins + bins * int(rng.integers(1, 3))  # the bins come out even, so all rules of quantiles agree
            column[rng.choice(n, gaps, replace=False)] = nan
        cases.append(Case((data, bins), note=f"{bins} bins, columns in different units and with different gaps"))
    return cases


def empty_tokens(rng):
    data = rng.standard_normal((24, 3))
    data[:, 1] = nan
    return [Case((data, 4), note="a column without a value, and columns without a gap")]


def named(rng):
    data = pierced(rng, walk(rng, 30, 2), 0.3)
    return [
        Case((data, "forward", 2), note="arguments by name"),
        Case((data, "interpolate", None), note="max_gap None"),
    ]


def is_filled(case, got, want):
    data, truth, *_ = case.args
    if got.raised:
        return raised_sentence(got.raised)
    if not np.array_equal(got.args_after[0], data, equal_nan=True):
        return Kind("The table that was passed in was changed.")
    found = numbers(got.value)
    if found is None or found.shape != data.shape:
        return Kind("The answer is not a table of numbers of the same shape.")
    gap = np.isnan(data)
    if not np.array_equal(found[~gap], data[~gap]):
        return Kind("A value that was there came back changed.")
    for column in range(data.shape[1]):
        mine, true = found[gap[:, column], column], truth[gap[:, column], column]
        if np.isnan(true).all():
            if len(true) and not np.isnan(mine).all():
                return Kind("A column without a value did not stay as it was.")
            continue
        if not np.isfinite(mine).all():
            return Kind("A gap is still open.")
        plain = np.nanmean(data[:, column]) - true
        if np.sqrt(np.mean((mine - true) ** 2)) > 0.5 * np.sqrt(np.mean(plain**2)) + 1e-9 * abs(true).max():
            return Kind(f"Column {column} is filled hardly better than by its mean.")
    return None


CHECKS = [
    Check("straight lines across small gaps", small_lines, observe_fill, filled_alike, visible=True),
    Check("the last value carried on", small_forward, observe_fill, filled_alike, visible=True),
    Check("tokens of a small table", small_tokens, observe_tokens, same_tokens, visible=True),
    Check(
        "lines in every column",
        lines,
        observe_fill,
        filled_alike,
        hint="Think of several columns with gaps of their own.",
    ),
    Check(
        "lines are level at the ends",
        line_ends,
        observe_fill,
        filled_alike,
        hint="Think of gaps at the start and the end.",
    ),
    Check(
        "longer gaps stay wholly open",
        long_gaps,
        observe_fill,
        filled_alike,
        weight=2,
        hint="Think of a gap that is one row longer than max_gap.",
    ),
    Check(
        "forward leaves the start open",
        carried,
        observe_fill,
        filled_alike,
        hint="Think of what is known at the first row.",
    ),
    Check(
        "forward carries for at most max_gap rows",
        carried_some,
        observe_fill,
        filled_alike,
        hint="Think of gaps longer than max_gap in both strategies.",
    ),
    Check(
        "forward never looks ahead",
        prefixes,
        observe_prefixes,
        filled_alike,
        weight=2,
        hint="Cut the series off and fill it again.",
    ),
    Check(
        "columns without a value, or with one",
        odd_columns,
        observe_fill,
        filled_alike,
        hint="Think of columns that hold next to nothing.",
    ),
    Check(
        "values that are there stay as they are",
        complete,
        observe_own,
        same(rtol=0, atol=0),
        hint="Think of a table without gaps, and of whose array comes back.",
    ),
    Check(
        "neighbours come near the truth",
        neighbours,
        observe_neighbours,
        is_filled,
        many_answers=True,
        hint="Hide some values of related columns, and compare.",
    ),
    Check(
        "neighbours whatever the units",
        other_units,
        observe_neighbours,
        is_filled,
        weight=2,
        many_answers=True,
        hint="Think of columns in very different units.",
    ),
    Check(
        "neighbours beside empty and constant columns",
        neighbours_ends,
        observe_neighbours,
        is_filled,
        many_answers=True,
        hint="Think of columns that hold nothing, or one value only.",
    ),
    Check(
        "an unknown strategy is refused",
        unknown,
        observe_fill,
        raises("ValueError"),
        hint="Think of a misspelt name.",
    ),
    Check("arguments by name", named, observe_named, filled_alike, hint="Call the function with named arguments."),
    Check(
        "tokens hold equally many values, and gaps have their own",
        tokens,
        observe_tokens,
        same_tokens,
        weight=2,
        hint="Think of skewed columns, each with gaps of its own.",
    ),
    Check(
        "tokens of a column without a value",
        empty_tokens,
        observe_tokens,
        same_tokens,
        hint="Think of columns that hold nothing.",
    ),
]
