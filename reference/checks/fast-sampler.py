"""Checks of the fast sampler: shapes, seeds, the law of draws and of conditional draws, edge cases, and time.

The law is known exactly, the Gaussian with the data's mean and covariance; the bounds are those of
``reference.draws``, so a right sampler fails with a probability below one in a million. Dividing by n or by n - 1
and a small ridge on the diagonal both lie far inside the bounds. The answers that are timed are held to the law as well.
"""

import numpy as np

from hotseat.reference.check import Case, Check, Kind, Speed
from hotseat.reference.compare import raised_sentence
from hotseat.reference.draws import Mixture, follows, gaussian, table

ROWS = 3000
PINNED = 0.05
"""How far a coordinate that the others determine may stray, for columns with a spread of about one."""


def observe_draw(candidate, X, n, seed):
    sampler = candidate.FastSampler()
    sampler.fit(X)
    return sampler.sample(n, random_state=seed)


def observe_conditional(candidate, X, template, n, seed):
    sampler = candidate.FastSampler()
    sampler.fit(X)
    return sampler.conditional_sample(template, n, random_state=seed)


def observe_known(candidate, X, template, n, seed):
    import numpy as np

    sampler = candidate.FastSampler()
    sampler.fit(X)
    rows = sampler.conditional_sample(template.copy(), n, random_state=seed)
    return np.asarray(rows)[:, ~np.isnan(template)]


def observe_repeats(candidate, X, template, seed, other):
    sampler = candidate.FastSampler()
    sampler.fit(X)
    rows = [sampler.sample(4, random_state=s) for s in (seed, other, seed)]
    filled = [sampler.conditional_sample(template, 4, random_state=s) for s in (seed, other, seed)]
    return rows, filled


def observe_unseeded(candidate, X, template):
    sampler = candidate.FastSampler()
    sampler.fit(X)
    rows = [sampler.sample(4), sampler.sample(4)]
    filled = [sampler.conditional_sample(template, 4), sampler.conditional_sample(template, 4)]
    return rows, filled


def observe_patterns(candidate, X, templates, n, seed):
    sampler = candidate.FastSampler()
    sampler.fit(X)
    return [sampler.conditional_sample(t, n, random_state=seed + i) for i, t in enumerate(templates)]


def observe_refit(candidate, first, X, template, n, seed):
    sampler = candidate.FastSampler()
    sampler.fit(first)
    sampler.sample(2, random_state=seed)
    sampler.conditional_sample(template, 2, random_state=seed)
    sampler.fit(X)
    return sampler.sample(n, random_state=seed), sampler.conditional_sample(template, n, random_state=seed)


def observe_changed_data(candidate, X, template, seed):
    sampler = candidate.FastSampler()
    sampler.fit(X)
    before = sampler.sample(5, random_state=seed), sampler.conditional_sample(template, 5, random_state=seed)
    X[...] = 100.0 + 7.0 * X[::-1]
    after = sampler.sample(5, random_state=seed), sampler.conditional_sample(template, 5, random_state=seed)
    return [*before, *after]


def observe_footprint(candidate, X, template, seed, outside):
    import numpy as np

    sampler = candidate.FastSampler()
    sampler.fit(X)
    np.random.seed(outside)
    sampler.sample(3, random_state=seed)
    sampler.conditional_sample(template, 3, random_state=seed)
    return np.random.random_sample(4)


def observe_many_draws(candidate, seed, shape, calls, columns):
    import numpy as np

    rng = np.random.default_rng(seed)
    X = rng.standard_normal(shape) + rng.standard_normal((shape[0], 1))
    sampler = candidate.FastSampler()
    sampler.fit(X)
    rows = [sampler.sample(1, random_state=seed + i) for i in range(calls)]
    return [row[:, columns] for row in rows if np.shape(row) == (1, shape[1])]


def observe_many_conditionals(candidate, seed, shape, calls, columns):
    import numpy as np

    rng = np.random.default_rng(seed)
    X = rng.standard_normal(shape) + rng.standard_normal((shape[0], 1))
    sampler = candidate.FastSampler()
    sampler.fit(X)
    rows = []
    for i in range(calls):
        template = X[i].copy()
        template[1::2] = np.nan
        rows.append(sampler.conditional_sample(template, 1, random_state=seed + i))
    return [row[:, columns] for row in rows if np.shape(row) == (1, shape[1])]


def fault(got):
    return raised_sentence(got.raised) if got.raised else None


def fitted(X):
    return gaussian(X.mean(axis=0), np.cov(X, rowvar=False))


def measurements(rng, n=600, d=4):
    """Columns tied together by one common factor, each in its own measure, so that no two are alike."""
    loadings = rng.permutation((-1.0) ** np.arange(d)) * rng.permutation(np.linspace(0.6, 1.4, d))
    noise = rng.permutation(np.linspace(0.5, 0.9, d))
    return rng.uniform(-5, 5, d) + rng.standard_normal((n, 1)) * loadings + rng.standard_normal((n, d)) * noise


def with_gaps(X, known):
    """The row of X that is most extreme in its first known coordinate, with NaN where nothing is known."""
    first = known[0]
    row = X[np.argmax(np.abs(X[:, first] - X[:, first].mean()))]
    template = np.full(X.shape[1], np.nan)
    template[known] = row[known]
    return template


def seeded(rng):
    return int(rng.integers(1, 2**31))


def small(rng):
    X = measurements(rng, n=6, d=3).round(2)
    return [Case((X, n, 7), note=f"n = {n}") for n in (1, 5)]


def has_shape(case, got, want):
    X, n, _ = case.args
    found = fault(got) or table(got.value, (n, X.shape[1]))
    return found if isinstance(found, str) else None


def repeats(rng):
    X = measurements(rng, n=6, d=3).round(2)
    template = with_gaps(X, [1])
    seed = seeded(rng)
    return [
        Case((X, template, seed, seed + 1), note="two different seeds"),
        Case((X, template, 0, 1), note="seed 0"),
    ]


def is_repeatable(case, got, want):
    if got.raised:
        return fault(got)
    for name, draws in zip(("sample", "conditional_sample"), got.value, strict=True):
        tables = [table(d, (4, case.args[0].shape[1])) for d in draws]
        for found in tables:
            if isinstance(found, str):
                return found
        if not np.array_equal(tables[0], tables[2]):
            return f"`{name}` gave other rows when it was called again with the same seed."
        if np.array_equal(tables[0], tables[1]):
            return f"`{name}` gave the same rows for two different seeds."
    return None


def is_fresh(case, got, want):
    if got.raised:
        return fault(got)
    for name, (one, two) in zip(("sample", "conditional_sample"), got.value, strict=True):
        found = [table(d, (4, case.args[0].shape[1])) for d in (one, two)]
        for f in found:
            if isinstance(f, str):
                return f
        if np.array_equal(*found):
            return f"`{name}` without a seed gave the same rows twice."
    return None


def gaps(rng):
    X = measurements(rng, n=6, d=3).round(2)
    return [
        Case((X, with_gaps(X, [0]), 3, 7), note="one known coordinate"),
        Case((X, with_gaps(X, [0, 2]), 3, 7), note="two known coordinates"),
    ]


def keeps_known(case, got, want):
    _, template, n, _ = case.args
    known = template[~np.isnan(template)]
    found = fault(got) or table(got.value, (n, len(known)), "the known coordinates")
    if isinstance(found, str):
        return found
    off = np.argwhere(~np.isclose(found, known, rtol=1e-9, atol=0))
    if len(off):
        row, j = off[0]
        return f"A known coordinate came back as {found[row, j]:.6g} in row {row} where {known[j]:.6g} was given."
    return None


def many(rng):
    return [Case((measurements(rng), ROWS, seeded(rng)), note="three thousand rows of four columns")]


def unconditional_law(case, got, want):
    X, n, _ = case.args
    found = fault(got) or table(got.value, (n, X.shape[1]))
    return found if isinstance(found, str) else follows(found, fitted(X))


def conditional(rng):
    X = measurements(rng)
    a, b, c, _ = rng.permutation(4)
    return [
        Case((X, with_gaps(X, [a]), ROWS, seeded(rng)), note="one known coordinate"),
        Case((X, with_gaps(X, sorted([a, b])), ROWS, seeded(rng)), note="two known coordinates"),
        Case((X, with_gaps(X, sorted([a, b, c])), ROWS, seeded(rng)), note="one unknown coordinate"),
    ]


def filled_in(value, X, template, n):
    """None where the unknown coordinates follow their conditional law and the known ones are as given."""
    found = table(value, (n, X.shape[1]), "the conditional draws")
    if isinstance(found, str):
        return found
    unknown = np.isnan(template)
    if not np.allclose(found[:, ~unknown], template[~unknown], rtol=1e-9, atol=0):
        return Kind("A known coordinate did not come back as it was given.")
    if not unknown.any():
        return None
    return follows(found[:, unknown], fitted(X).given(template), "the unknown coordinates")


def conditional_law(case, got, want):
    X, template, n, _ = case.args
    return fault(got) or filled_in(got.value, X, template, n)


def all_or_nothing(rng):
    X = measurements(rng)
    return [
        Case((X, np.full(4, np.nan), ROWS, seeded(rng)), note="a template with nothing known"),
        Case((X, X[3].copy(), 6, seeded(rng)), note="a template with everything known"),
    ]


def dependent(rng):
    """Columns a, b, a + b, one that depends on a, and a constant one."""
    n = 600
    a, b = rng.standard_normal((2, n))
    X = np.column_stack([a, b, a + b, 0.8 * a + 0.6 * rng.standard_normal(n), np.full(n, 3.0)])
    row = X[np.argmax(np.abs(a))]
    nothing = np.full(5, np.nan)
    summands = np.where([True, True, False, False, False], row, np.nan)
    all_but_one = np.where([True, True, True, False, True], row, np.nan)
    return [
        Case((X, nothing, 2000, seeded(rng)), note="a column that is the sum of two others, and a constant one"),
        Case((X, summands, 2000, seeded(rng)), note="known columns that determine an unknown one"),
        Case((X, all_but_one, 2000, seeded(rng)), note="known columns that determine each other"),
    ]


def crowded(rng):
    """Three columns, and nine that are mixtures of them, so that rounding takes some eigenvalues below zero."""
    few = rng.standard_normal((300, 3))
    X = np.column_stack([few, few @ rng.uniform(-1, 1, (3, 9))])
    row = X[np.argmax(np.abs(X[:, 0]))]
    return [
        Case(
            (X, np.where(np.arange(12) < 1, row, np.nan), 2000, seeded(rng)),
            note="twelve columns of which three determine the others",
        )
    ]


def observe_dependent(candidate, X, template, n, seed):
    sampler = candidate.FastSampler()
    sampler.fit(X)
    return sampler.sample(n, random_state=seed), sampler.conditional_sample(template, n, random_state=seed)


def dependent_law(case, got, want):
    X, template, n, _ = case.args
    if got.raised:
        return fault(got)
    for value, given in zip(got.value, (np.full(5, np.nan), template), strict=True):
        found = table(value, (n, 5))
        if isinstance(found, str):
            return found
        if np.abs(found[:, 2] - found[:, 0] - found[:, 1]).max() > PINNED:
            return Kind("A column that is the sum of two others is no longer their sum in the draws.")
        if np.abs(found[:, 4] - 3.0).max() > PINNED:
            return Kind("A constant column is no longer constant in the draws.")
        law = fitted(X).given(given)
        free = [int(j) for j in (0, 1, 3) if np.isnan(given[j])]
        place = {int(j): i for i, j in enumerate(np.flatnonzero(np.isnan(given)))}
        at = [place[j] for j in free]
        law = Mixture(law.weights, law.means[:, at], law.covariances[:, at][:, :, at])
        wrong = follows(found[:, free], law)
        if wrong:
            return wrong
    return None


def crowded_law(case, got, want):
    X, template, n, _ = case.args
    if got.raised:
        return fault(got)
    ties = np.linalg.lstsq(X[:, :3], X[:, 3:], rcond=None)[0]
    for value, given in zip(got.value, (np.full(3, np.nan), template[:3]), strict=True):
        found = table(value, (n, 12))
        if isinstance(found, str):
            return found
        if np.abs(found[:, 3:] - found[:, :3] @ ties).max() > PINNED:
            return Kind("Columns that are mixtures of three others are no longer those mixtures in the draws.")
        wrong = follows(found[:, :3][:, np.isnan(given)], fitted(X[:, :3]).given(given))
        if wrong:
            return wrong
    return None


def patterns(rng):
    X = measurements(rng)
    a, b, c, d = (int(j) for j in rng.permutation(4))
    first = with_gaps(X, sorted([a, b]))
    second = first.copy()
    second[[a, b]] = X[:, [a, b]].mean(axis=0)
    templates = [first, with_gaps(X, sorted([c, d])), second, with_gaps(X, sorted([a, c]))]
    return [Case((X, templates, 2000, seeded(rng)), note="several patterns of gaps, one after the other")]


def patterns_law(case, got, want):
    X, templates, n, _ = case.args
    if got.raised:
        return fault(got)
    for value, template in zip(got.value, templates, strict=True):
        wrong = filled_in(value, X, template, n)
        if wrong:
            return wrong
    return None


def refits(rng):
    first, X = measurements(rng), measurements(rng)
    return [Case((first, X, with_gaps(X, [1, 2]), 2000, seeded(rng)), note="a second fit on other data")]


def refit_law(case, got, want):
    _, X, template, n, _ = case.args
    if got.raised:
        return fault(got)
    rows = table(got.value[0], (n, X.shape[1]))
    if isinstance(rows, str):
        return rows
    return follows(rows, fitted(X)) or filled_in(got.value[1], X, template, n)


def later_changes(rng):
    X = measurements(rng, n=60)
    return [Case((X, with_gaps(X, [0, 3]), seeded(rng)), note="an array that the caller reuses after the fit")]


def is_unmoved(case, got, want):
    if got.raised:
        return fault(got)
    tables = [table(v, (5, 4)) for v in got.value]
    for found in tables:
        if isinstance(found, str):
            return found
    if not (np.array_equal(tables[0], tables[2]) and np.array_equal(tables[1], tables[3])):
        return Kind("After the caller changed the training array, the same seed gave other rows.")
    return None


def footprints(rng):
    X = measurements(rng, n=60)
    case = (X, with_gaps(X, [0, 3]), seeded(rng), int(rng.integers(1, 10_000)))
    return [Case(case, note="calls with a seed")]


def leaves_no_trace(case, got, want):
    if got.raised:
        return fault(got)
    after = table(got.value, (4,), "the numbers drawn from NumPy's global generator")
    if isinstance(after, str):
        return after
    if not np.array_equal(after, np.random.RandomState(case.args[3]).random_sample(4)):
        return Kind("A draw with a seed changed the state of NumPy's global generator.")
    for name, i in (("X", 0), ("The template", 1)):
        after = got.args_after[i]
        if not (isinstance(after, np.ndarray) and np.array_equal(after, case.args[i], equal_nan=True)):
            return f"{name} is not what it was before the call."
    return None


def unseeded(rng):
    X = measurements(rng, n=60)
    return [Case((X, with_gaps(X, [0, 3])), note="calls without a seed")]


def busy(rng):
    """Some three hundred columns; of each row that is drawn, four are looked at, two of them unknown ones."""
    shape = (int(rng.integers(390, 411)), int(rng.integers(290, 311)))
    columns = np.sort(2 * rng.choice(shape[1] // 2, 4, replace=False) + [0, 0, 1, 1])
    case = (seeded(rng) // 2, shape, int(rng.integers(175, 186)), columns)
    return [Case(case, note="about 300 columns, one fit and about 180 calls for a single row")]


def busy_data(seed, shape):
    """The data that is fitted, as its observers make it: columns tied together by one common factor."""
    rng = np.random.default_rng(seed)
    return rng.standard_normal(shape) + rng.standard_normal((shape[0], 1))


def single_rows(case, got):
    """What was looked at of all rows, shape (calls, columns), or a sentence."""
    if got.raised:
        return fault(got)
    _, _, calls, columns = case.args
    rows = got.value if isinstance(got.value, list) else []
    if len(rows) != calls:
        return Kind("A call for a single row does not give an array with one row and a column per feature.")
    return table([row[0] if isinstance(row, np.ndarray) else row for row in rows], (calls, len(columns)))


def quick_and_right(case, found, law):
    """Only rows of the right law count as quick."""
    wrong = found if isinstance(found, str) else follows(found, law)
    if wrong is None or isinstance(wrong, Kind):
        return wrong
    return Kind("The rows that are timed do not follow the fitted distribution.")


def quick_draws(case, got, want):
    seed, shape, _, columns = case.args
    X = busy_data(seed, shape)
    return quick_and_right(case, single_rows(case, got), fitted(X[:, columns]))


def quick_conditionals(case, got, want):
    """Each row has a conditional mean of its own; the covariance is the same in all of them."""
    seed, shape, calls, columns = case.args
    found = single_rows(case, got)
    if isinstance(found, str):
        return quick_and_right(case, found, None)
    X = busy_data(seed, shape)
    known = columns % 2 == 0
    if not np.allclose(found[:, known], X[:calls, columns[known]], rtol=1e-9, atol=0):
        return Kind("In the rows that are timed a known coordinate did not come back as it was given.")
    mean, covariance = X.mean(axis=0), np.cov(X, rowvar=False)
    given, asked = np.arange(0, shape[1], 2), columns[~known]
    gain = np.linalg.solve(covariance[np.ix_(given, given)], covariance[np.ix_(given, asked)]).T
    left = covariance[np.ix_(asked, asked)] - gain @ covariance[np.ix_(given, asked)]
    centres = mean[asked] + (X[:calls, given] - mean[given]) @ gain.T
    return quick_and_right(case, found[:, ~known] - centres, gaussian(np.zeros(len(asked)), left))


CHECKS = [
    Check("sample gives n rows with one column per feature", small, observe_draw, has_shape, visible=True),
    Check(
        "the same seed gives the same rows, another seed others",
        repeats,
        observe_repeats,
        is_repeatable,
        visible=True,
    ),
    Check("known coordinates come back as given", gaps, observe_known, keeps_known, visible=True),
    Check(
        "draws follow the mean and covariance of the data",
        many,
        observe_draw,
        unconditional_law,
        weight=2,
        hint="Compare the mean and the covariance of many draws with those of the data.",
    ),
    Check(
        "unknown coordinates follow their conditional distribution",
        conditional,
        observe_conditional,
        conditional_law,
        weight=2,
        hint="Both the mean and the covariance of the unknown part change when something is known.",
    ),
    Check(
        "a template with nothing known, or everything",
        all_or_nothing,
        observe_conditional,
        conditional_law,
        hint="Think of templates without a NaN and with nothing else.",
    ),
    Check(
        "columns that determine each other",
        dependent,
        observe_dependent,
        dependent_law,
        hint="Think of a covariance matrix without full rank.",
    ),
    Check(
        "a few columns that determine many others",
        crowded,
        observe_dependent,
        crowded_law,
        hint="Rounding can make an eigenvalue of zero a little negative. What becomes of its root?",
    ),
    Check(
        "several patterns of gaps in turn",
        patterns,
        observe_patterns,
        patterns_law,
        hint="What identifies a pattern, and what belongs to the call alone?",
    ),
    Check(
        "a second fit replaces the first",
        refits,
        observe_refit,
        refit_law,
        hint="Think of what is left over from an earlier fit.",
    ),
    Check(
        "the training data may change after the fit",
        later_changes,
        observe_changed_data,
        is_unmoved,
        hint="Think of who else holds the array.",
    ),
    Check(
        "a seeded draw changes nothing outside the sampler",
        footprints,
        observe_footprint,
        leaves_no_trace,
        hint="Think of the arguments and of NumPy's global generator.",
    ),
    Check(
        "without a seed two draws differ",
        unseeded,
        observe_unseeded,
        is_fresh,
        hint="Think of what None should mean for the seed.",
    ),
    Check(
        "small draws after the fit are quick",
        busy,
        observe_many_draws,
        quick_draws,
        speed=Speed(at_most=4.3, repeats=2),
        hint="Which work is the same in every call of sample?",
    ),
    Check(
        "a known pattern of gaps is quick",
        busy,
        observe_many_conditionals,
        quick_conditionals,
        speed=Speed(at_most=6, repeats=2),
        hint="Which work depends only on where the gaps are?",
    ),
]
