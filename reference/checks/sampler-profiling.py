"""Checks of the faster sampler: the same distribution as before, the same manners, and less time.

The law of the draws is known exactly; the bounds are those of ``reference.draws``, so a right sampler fails with a
probability below one in a million. Filled values are whitened with the conditional law of their row first: what is left
must be independent standard normals, whatever the pattern of gaps. The answers that are timed are held to the same law.
"""

import numpy as np

from hotseat.reference.check import Case, Check, Kind, Speed
from hotseat.reference.compare import raised_sentence
from hotseat.reference.draws import follows, gaussian, related, table

D = 6
WIDTHS = (6, 9)
"""The fewest columns of large tables and one more than the most; timed or not, they look alike."""
MIRRORED = 0.02
"""The largest share of values whose size may come twice; of independent ones, none is the same to nine digits."""
TOO_EXACT = 1e-3
"""The least mean square of scaled deviations from the law; it is about 1 for independent draws."""


def observe_sample(candidate, X, n, seed):
    sampler = candidate.MeasurementSampler()
    sampler.fit(X)
    return sampler.sample(n, random_state=seed)


def observe_impute(candidate, X, gappy, seed):
    sampler = candidate.MeasurementSampler()
    sampler.fit(X)
    return sampler.impute(gappy, random_state=seed)


def observe_known(candidate, X, gappy, seed):
    import numpy as np

    sampler = candidate.MeasurementSampler()
    sampler.fit(X)
    filled = sampler.impute(gappy.copy(), random_state=seed)
    return np.asarray(filled)[~np.isnan(gappy)]


def observe_repeats(candidate, X, gappy, seed, other):
    sampler = candidate.MeasurementSampler()
    sampler.fit(X)
    rows = [sampler.sample(4, random_state=s) for s in (seed, other, seed)]
    filled = [sampler.impute(gappy, random_state=s) for s in (seed, other, seed)]
    return rows, filled


def observe_unseeded(candidate, X, gappy):
    sampler = candidate.MeasurementSampler()
    sampler.fit(X)
    rows = [sampler.sample(4) for _ in range(3)]
    filled = [sampler.impute(gappy) for _ in range(3)]
    return rows, filled


def observe_refit(candidate, first, X, gappy, seed):
    sampler = candidate.MeasurementSampler()
    sampler.fit(first)
    sampler.sample(3, random_state=seed)
    sampler.impute(gappy, random_state=seed)
    sampler.fit(X)
    return sampler.sample(len(gappy), random_state=seed), sampler.impute(gappy, random_state=seed)


def observe_footprint(candidate, X, gappy, seed, outside):
    import numpy as np

    sampler = candidate.MeasurementSampler()
    sampler.fit(X)
    np.random.seed(outside)
    sampler.sample(3, random_state=seed)
    sampler.impute(gappy, random_state=seed)
    return np.random.random_sample(4)


def fault(got):
    return raised_sentence(got.raised) if got.raised else None


def measurements(rng, n=600, d=D):
    """Columns tied together by one common factor, each in its own measure, so that no two are alike."""
    loadings = rng.permutation((-1.0) ** np.arange(d)) * rng.permutation(np.linspace(0.6, 1.4, d))
    noise = rng.permutation(np.linspace(0.5, 0.9, d))
    return rng.uniform(-5, 5, d) + rng.standard_normal((n, 1)) * loadings + rng.standard_normal((n, d)) * noise


def with_gaps(rng, X, rows, patterns):
    """Rows drawn from X, each with one of the patterns of gaps, which are given as a boolean array."""
    gappy = X[rng.integers(0, len(X), rows)]
    gappy[patterns[rng.integers(0, len(patterns), rows)]] = np.nan
    return gappy


def some_patterns(rng, d=D):
    """Patterns with one to four gaps, two of them with the same number."""
    patterns = np.zeros((5, d), dtype=bool)
    for pattern, gaps in zip(patterns, (1, 2, 2, 3, 4), strict=True):
        pattern[rng.permutation(d)[:gaps]] = True
    patterns[2] = ~patterns[1] & (np.cumsum(~patterns[1]) <= 2)
    return patterns


def about(rng, n):
    """A number within a tenth of n."""
    return int(rng.integers(n - n // 10, n + n // 10 + 1))


def seeded(rng):
    return int(rng.integers(1, 2**31))


def kept(value, gappy):
    """The filled table, or a sentence where its shape or a known value is not as it should be."""
    found = table(value, gappy.shape, "the filled table")
    if isinstance(found, str):
        return found
    known = ~np.isnan(gappy)
    if not np.array_equal(found[known], gappy[known]):
        return Kind("A value that was known did not come back as it was, in its place.")
    return found


def arranged(blocks, what):
    """None where standard normals in blocks, one for each law, were drawn freely, else a sentence.

    Means and products are held against the law once more, from below: scaled, each is about standard normal, and the
    mean of at least six of their squares falls below ``TOO_EXACT`` less than once in a hundred million times.
    Covariances are also taken about the block's own mean, since it is those that matching moments makes exact.
    """
    sizes = np.round(np.abs(np.concatenate([white[:, 0] for white in blocks])), 9)
    if 1 - len(np.unique(sizes)) / len(sizes) > MIRRORED:
        return Kind(f"{what} are not independent: many of them mirror another one.")
    means, plain, centred = [], [], []
    for white in blocks:
        rows, columns = white.shape
        if rows < 20:
            continue
        upper = np.triu_indices(columns)
        scale = np.sqrt(rows / (1 + np.eye(columns)))[upper]
        means.append(white.mean(axis=0) * np.sqrt(rows))
        plain.append((white.T @ white / rows - np.eye(columns))[upper] * scale)
        away = white - white.mean(axis=0)
        centred.append((away.T @ away / (rows - 1) - np.eye(columns))[upper] * scale)
    for off in map(np.concatenate, (means, plain, centred) if means else ()):
        if len(off) >= 6 and (off**2).mean() < TOO_EXACT:
            return Kind(f"{what} are not independent: their mean or covariance agrees too exactly with the law.")
    return None


def sampled_law(rows, X):
    """None where the rows are independent draws of the Gaussian fitted to X."""
    mean, covariance = X.mean(axis=0), np.cov(X, rowvar=False)
    white = np.linalg.solve(np.linalg.cholesky(covariance), (rows - mean).T).T
    wrong = follows(rows, gaussian(mean, covariance), "the rows of `sample`")
    return wrong or arranged([white], "The rows of `sample`")


def conditional_law(value, X, gappy):
    """None where all filled values follow their conditional law and are independent of each other."""
    found = kept(value, gappy)
    if isinstance(found, str):
        return found
    law = gaussian(X.mean(axis=0), np.cov(X, rowvar=False))
    mean, covariance = law.means[0], law.covariances[0]
    unknown = np.isnan(gappy)
    order, blocks, pairs = [], [], []
    for pattern in np.unique(unknown, axis=0):
        rows = np.flatnonzero((unknown == pattern).all(axis=1))
        if not pattern.any():
            continue
        gain = covariance[np.ix_(pattern, ~pattern)] @ np.linalg.pinv(covariance[np.ix_(~pattern, ~pattern)])
        left = covariance[np.ix_(pattern, pattern)] - gain @ covariance[np.ix_(~pattern, pattern)]
        centre = mean[pattern] + (gappy[rows][:, ~pattern] - mean[~pattern]) @ gain.T
        white = np.linalg.solve(np.linalg.cholesky(left), (found[rows][:, pattern] - centre).T).T
        order.append(rows)
        blocks.append(white)
        if white.shape[1] > 1:
            pairs.append(white[:, -2:])
    grouped = np.concatenate([white[:, :1] for white in blocks])
    what = "the filled values, once their conditional mean and spread are taken out,"
    wrong = follows(grouped[np.argsort(np.concatenate(order))], gaussian(np.zeros(1), np.eye(1)), what)
    wrong = wrong or related(grouped, "the values filled into rows with the same gaps")
    if pairs and not wrong:
        wrong = follows(np.concatenate(pairs), gaussian(np.zeros(2), np.eye(2)), what)
    return wrong or arranged(blocks, "The filled values, once their conditional mean and spread are taken out,")


def small_draws(rng):
    X = measurements(rng, n=10, d=3).round(2)
    gappy = X[:4].copy()
    gappy[[0, 1, 3], [1, 2, 1]] = np.nan
    return [
        Case((X, gappy, 5, 6), note="two different seeds"),
        Case((X, gappy, 0, 1), note="seed 0"),
    ]


def is_repeatable(case, got, want):
    if got.raised:
        return fault(got)
    gappy = case.args[1]
    for name, draws in zip(("sample", "impute"), got.value, strict=True):
        tables = [table(d, (4, gappy.shape[1]), f"the rows of `{name}`") for d in draws]
        for found in tables:
            if isinstance(found, str):
                return found
        if not np.array_equal(tables[0], tables[2]):
            return f"`{name}` gave other rows when it was called again with the same seed."
        if np.array_equal(tables[0], tables[1]):
            return f"`{name}` gave the same rows for two different seeds."
    return None


def small_gaps(rng):
    X = measurements(rng, n=10, d=3).round(2)
    gappy = X[:5].copy()
    gappy[[0, 1, 1, 4], [1, 0, 2, 1]] = np.nan
    return [Case((X, gappy, 3), note="three rows with gaps and two without")]


def keeps_known(case, got, want):
    gappy = case.args[1]
    known = gappy[~np.isnan(gappy)]
    found = fault(got) or table(got.value, known.shape, "the values that were known")
    if isinstance(found, str):
        return found
    off = np.flatnonzero(found != known)
    if len(off):
        row, column = np.argwhere(~np.isnan(gappy))[off[0]]
        return f"The known value {known[off[0]]:.6g} in row {row} and column {column} came back as {found[off[0]]:.6g}."
    return None


def wide(rng, n=600):
    return measurements(rng, n, int(rng.integers(*WIDTHS)))


def many_rows(rng):
    return [
        Case((wide(rng), 2500, seeded(rng)), note="two and a half thousand rows"),
        Case((wide(rng), about(rng, 1000), seeded(rng)), note="about a thousand rows"),
    ]


def sample_law(case, got, want):
    X, n, _ = case.args
    found = fault(got) or table(got.value, (n, X.shape[1]), "the rows of `sample`")
    if isinstance(found, str):
        return found
    return sampled_law(found, X)


def few_patterns(rng):
    X = wide(rng)
    gappy = with_gaps(rng, X, 2000, some_patterns(rng, X.shape[1]))
    return [
        Case((X, gappy, seeded(rng)), note="five patterns of gaps"),
        *busy_impute(rng),
    ]


def any_patterns(rng):
    X = measurements(rng)
    return [Case((X, with_gaps(rng, X, 1500, rng.random((40, D)) < 0.4), seeded(rng)), note="forty patterns of gaps")]


def extremes(rng):
    X = measurements(rng)
    patterns = np.zeros((3, D), dtype=bool)
    patterns[1] = True
    patterns[2, :2] = True
    gappy = with_gaps(rng, X, 1500, patterns)
    return [Case((X, gappy, seeded(rng)), note="rows with everything missing, and rows with nothing missing")]


def impute_law(case, got, want):
    X, gappy, _ = case.args
    return fault(got) or conditional_law(got.value, X, gappy)


def refits(rng):
    first, X = measurements(rng), measurements(rng)
    return [
        Case((first, X, with_gaps(rng, X, 1500, some_patterns(rng)), seeded(rng)), note="a second fit on other data")
    ]


def refit_law(case, got, want):
    _, X, gappy, _ = case.args
    if got.raised:
        return fault(got)
    rows = table(got.value[0], gappy.shape, "the rows of `sample`")
    if isinstance(rows, str):
        return rows
    return sampled_law(rows, X) or conditional_law(got.value[1], X, gappy)


def footprints(rng):
    X = measurements(rng, n=60)
    gappy = with_gaps(rng, X, 12, some_patterns(rng))
    return [Case((X, gappy, seeded(rng), int(rng.integers(1, 10_000))), note="calls with a seed")]


def leaves_no_trace(case, got, want):
    if got.raised:
        return fault(got)
    after = table(got.value, (4,), "the numbers drawn from NumPy's global generator")
    if isinstance(after, str):
        return after
    if not np.array_equal(after, np.random.RandomState(case.args[3]).random_sample(4)):
        return Kind("A draw with a seed changed the state of NumPy's global generator.")
    for name, i in (("The array given to `fit`", 0), ("The table given to `impute`", 1)):
        after = got.args_after[i]
        if not (isinstance(after, np.ndarray) and np.array_equal(after, case.args[i], equal_nan=True)):
            return f"{name} is not what it was before the call."
    return None


def unseeded(rng):
    X = measurements(rng, n=60)
    gappy = X[:4].copy()
    gappy[:, 1] = np.nan
    return [Case((X, gappy), note="calls without a seed")]


def is_fresh(case, got, want):
    if got.raised:
        return fault(got)
    for name, draws in zip(("sample", "impute"), got.value, strict=True):
        tables = [table(d, (4, D), f"the rows of `{name}`") for d in draws]
        for found in tables:
            if isinstance(found, str):
                return found
        if any(np.array_equal(tables[i], tables[j]) for i, j in ((0, 1), (0, 2), (1, 2))):
            return f"`{name}` without a seed gave the same rows twice."
    return None


def busy_sample(rng):
    return [Case((wide(rng, n=100), about(rng, 1000), seeded(rng)), note="about a thousand rows")]


def busy_impute(rng):
    X = wide(rng)
    patterns = rng.random((6, X.shape[1])) < 0.35
    patterns[0, :2] = True
    gappy = with_gaps(rng, X, about(rng, 400), patterns)
    return [Case((X, gappy, seeded(rng)), note="about four hundred rows, six patterns of gaps")]


def quick_and_right(law):
    """Only rows of the right law count as quick."""

    def holds(case, got, want):
        wrong = law(case, got, want)
        return Kind("The rows that are timed do not follow the fitted distribution.") if wrong else None

    return holds


CHECKS = [
    Check(
        "the same seed gives the same rows, another seed others",
        small_draws,
        observe_repeats,
        is_repeatable,
        visible=True,
    ),
    Check("known values come back as they were", small_gaps, observe_known, keeps_known, visible=True),
    Check(
        "sampled rows follow the fitted distribution",
        many_rows,
        observe_sample,
        sample_law,
        weight=2,
        hint="Compare the mean and the covariance of many rows before and after your change.",
    ),
    Check(
        "filled values follow their conditional distribution",
        few_patterns,
        observe_impute,
        impute_law,
        weight=2,
        hint="Every gap has its own mean, its own spread and its own noise.",
    ),
    Check(
        "many patterns of gaps in mixed order",
        any_patterns,
        observe_impute,
        impute_law,
        hint="What identifies a pattern, and where do its rows belong?",
    ),
    Check(
        "rows with everything missing, or nothing",
        extremes,
        observe_impute,
        impute_law,
        hint="Think of the two extreme patterns.",
    ),
    Check(
        "a second fit replaces the first",
        refits,
        observe_refit,
        refit_law,
        hint="Think of what is left over from an earlier fit.",
    ),
    Check(
        "a seeded draw changes nothing outside the sampler",
        footprints,
        observe_footprint,
        leaves_no_trace,
        hint="Think of the arguments and of NumPy's global generator.",
    ),
    Check(
        "without a seed every call gives fresh rows",
        unseeded,
        observe_unseeded,
        is_fresh,
        hint="Think of what must not be stored.",
    ),
    Check(
        "sample is at least four times as fast as before",
        busy_sample,
        observe_sample,
        quick_and_right(sample_law),
        weight=10,
        speed=Speed(at_most=0.25, of="starter", repeats=2),
        hint="Which work is repeated for each row, and which of it could be done for all rows at once?",
    ),
    Check(
        "impute is at least four times as fast as before",
        busy_impute,
        observe_impute,
        quick_and_right(impute_law),
        weight=10,
        speed=Speed(at_most=0.25, of="starter", repeats=2),
        hint="Which work depends only on where the gaps are?",
    ),
]
