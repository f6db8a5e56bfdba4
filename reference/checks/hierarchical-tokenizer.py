"""Checks of the two-level tokenizer: shares on both levels, order, the way back, empty bins, values beyond the range.

Bins are held to their shares and to the order of the values, never to the reference's edges.
"""

import numpy as np

from hotseat.reference.check import Case, Check, Kind
from hotseat.reference.compare import input_alone, raised_sentence


def observe_trip(candidate, sizes, X):
    """The tokens of the rows learnt from, what they come back as, and the tokens of that."""
    import numpy as np

    tokenizer = candidate.HierarchicalTokenizer(*sizes)
    tokenizer.fit(X)
    coarse, fine = tokenizer.tokenize(X)
    back = tokenizer.detokenize(coarse, fine)
    again = tokenizer.tokenize(np.array(back))
    return [np.array(one) for one in (coarse, fine, back, *again)]


def observe_new(candidate, sizes, X, fresh):
    import numpy as np

    tokenizer = candidate.HierarchicalTokenizer(*sizes)
    tokenizer.fit(X)
    return [np.array(one) for one in tokenizer.tokenize(fresh)]


def observe_chained(candidate, sizes, X):
    import numpy as np

    return [np.array(one) for one in candidate.HierarchicalTokenizer(*sizes).fit(X).tokenize(X)]


def observe_all_pairs(candidate, sizes, X):
    """The values of all pairs in their order, for each column."""
    import numpy as np

    tokenizer = candidate.HierarchicalTokenizer(*sizes)
    tokenizer.fit(X)
    coarse, fine = np.divmod(np.arange(sizes[0] * sizes[1]), sizes[1])
    columns = np.ones(X.shape[1], dtype=int)
    return np.array(tokenizer.detokenize(coarse[:, None] * columns, fine[:, None] * columns))


def observe_in_place(candidate, sizes, X, coarse, fine):
    tokenizer = candidate.HierarchicalTokenizer(*sizes)
    tokenizer.fit(X)
    tokenizer.tokenize(X)
    return len(tokenizer.detokenize(coarse, fine))


def skewed(rng, n):
    """Three columns on different scales, all of whose values differ."""
    return np.column_stack([rng.normal(0, 1, n), rng.lognormal(3, 1.5, n), -rng.exponential(0.01, n)])


def few(rng):
    return [Case(((4, 2), rng.permutation(np.arange(16.0))[:, None] * 10), note="16 values")]


def divided(rng):
    return [
        Case(((4, 4), skewed(rng, 16)), note="one value for each pair"),
        Case(((4, 8), skewed(rng, 96)), note="more fine than coarse bins"),
        Case(((8, 3), skewed(rng, 96)), note="more coarse than fine bins"),
        Case(((4, 4), 1.7e9 + rng.permutation(64)[:, None]), note="large values that lie close together"),
        Case(((1, 6), skewed(rng, 12)), note="a single coarse bin"),
        Case(((6, 1), skewed(rng, 12)), note="a single fine bin"),
    ]


def defaults(rng):
    return [Case(((), skewed(rng, 512)), note="the default numbers of bins")]


def undivided(rng):
    return [Case(((5, 4), skewed(rng, 331)), note="a number of rows that does not divide")]


def outlier(rng):
    X = np.sort(rng.uniform(0, 1, (16, 2)), axis=0)
    X[-1] = [50.0, 1e6]
    return [Case(((4, 4), rng.permutation(X)), note="one value far above all others")]


def ties(rng):
    n = 240
    X = np.column_stack(
        [np.maximum(rng.normal(-0.4, 1, n), 0), rng.integers(0, 3, n), -np.maximum(rng.normal(size=n), 0)]
    )
    return [Case(((8, 8), X), note="columns with many equal values")]


def constant(rng):
    X = np.column_stack([np.full(40, float(rng.integers(2, 9))), rng.normal(size=40)])
    return [Case(((4, 4), X), note="a constant column")]


def beyond(rng):
    X = skewed(rng, 128)
    low, high = X.min(axis=0), X.max(axis=0)
    return [Case(((4, 4), X, np.array([low - 1, high + 1, low - 1e9, high + 1e9])), note="values beyond the range")]


def other_rows(rng):
    X = skewed(rng, 256)
    return [Case(((8, 4), X, np.concatenate([X[:5], X[[17]]])), note="a few of the rows again")]


def in_place(rng):
    X = skewed(rng, 64)
    shape = (10, 3)
    return [Case(((4, 4), X, rng.integers(0, 4, shape), rng.integers(0, 4, shape)), note="arrays that are used again")]


def one(rng):
    return [Case(((4, 4), skewed(rng, 32)), note="a fit whose result is used at once")]


def unfit(tokens, X, sizes):
    """One sentence where coarse and fine tokens are not integers of X's shape, in range and in the order of the values."""
    for found, size, name in zip(tokens, sizes, ("coarse", "fine"), strict=True):
        if found.shape != X.shape:
            return Kind(f"The {name} tokens do not have the shape of X.")
        if found.dtype.kind not in "iu":
            return Kind(f"The {name} tokens are not integers.")
        if found.min() < 0 or found.max() >= size:
            return Kind(f"A {name} token lies outside of its range.")
    pair = joined(tokens, sizes)
    for j in range(X.shape[1]):
        order = np.argsort(X[:, j], kind="stable")
        steps, rises = np.diff(pair[order, j]), np.diff(X[order, j])
        if (steps < 0).any():
            return Kind("A larger value has a smaller pair of tokens.")
        if (steps[rises == 0] != 0).any():
            return Kind("Equal values have different tokens.")
    return None


def joined(tokens, sizes):
    return sizes[1] * tokens[0].astype(np.int64) + tokens[1].astype(np.int64)


def sizes_of(case):
    return case.args[0] or (16, 16)


def holds_order(case, got, want):
    return raised_sentence(got.raised) if got.raised else unfit(got.value[:2], case.args[1], sizes_of(case))


def holds_shares(case, got, want):
    """Equal shares of the pairs where the rows divide, else of the coarse bins and within each of them."""
    fault = holds_order(case, got, want)
    if fault:
        return fault
    sizes, X = sizes_of(case), case.args[1]
    pairs = joined(got.value, sizes)
    slack = 0 if len(X) % (sizes[0] * sizes[1]) == 0 else 2
    for j in range(X.shape[1]):
        counts = np.bincount(pairs[:, j], minlength=sizes[0] * sizes[1]).reshape(sizes)
        held = counts.sum(axis=1)
        if abs(held - len(X) / sizes[0]).max() > slack:
            return Kind(
                "The coarse bins do not hold equal shares of the values.",
                f"The coarse bins of column {j} hold {held.tolist()} values.",
            )
        if abs(counts - held[:, None] / sizes[1]).max() > slack:
            return Kind("The fine bins of a coarse bin do not hold equal shares of its values.")
    return None


def holds_trip(case, got, want):
    """What comes back lies within the training values next to the bin, and leads to the same pair."""
    fault = holds_order(case, got, want)
    if fault:
        return fault
    sizes, X = sizes_of(case), case.args[1]
    back, again = got.value[2], got.value[3:]
    if back.shape != X.shape or back.dtype.kind != "f":
        return Kind("What comes back is not an array of floats of the shape of the tokens.")
    pairs = joined(got.value, sizes)
    for j in range(X.shape[1]):
        order = np.argsort(X[:, j])
        value, pair, returned = X[order, j], pairs[order, j], back[order, j]
        first, last = np.searchsorted(pair, pair), np.searchsorted(pair, pair, side="right")
        low, high = value[np.maximum(first - 1, 0)], value[np.minimum(last, len(X) - 1)]
        if not ((low <= returned) & (returned <= high)).all():
            return Kind("A value comes back too far away from its bin.")
    if not np.array_equal(joined(again, sizes), pairs):
        return Kind("A value that came back has other tokens than before.")
    return None


def holds_constant(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    if not np.array_equal(got.value[2][:, 0], case.args[1][:, 0]):
        return Kind("A constant column does not come back as it was.")
    return None


def holds_every_pair(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    value, X = got.value, case.args[1]
    if value.shape != want.value.shape or not np.isfinite(value).all():
        return Kind("Some pair does not give a finite value.")
    if (value < X.min(axis=0)).any() or (value > X.max(axis=0)).any():
        return Kind("Some pair gives a value outside of the training range.")
    if (np.diff(value, axis=0) < 0).any():
        return Kind("A later pair gives a smaller value.")
    return None


def holds_outermost(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    last = case.args[0][0] * case.args[0][1] - 1
    if not np.array_equal(joined(got.value, case.args[0]), np.outer([0, last, 0, last], np.ones(3))):
        return Kind("A value beyond the range has neither the first nor the last pair.")
    return None


def holds_as_before(case, got, want):
    """The tokens of rows by themselves are what their order in the training rows says: the bins are equal runs."""
    if got.raised:
        return raised_sentence(got.raised)
    sizes, X, fresh = case.args
    ranks = (X[:, None] < fresh[None]).sum(axis=0)
    if not np.array_equal(joined(got.value, sizes), ranks // (len(X) // (sizes[0] * sizes[1]))):
        return Kind("A few rows by themselves have other tokens than among the rows learnt from.")
    return None


CHECKS = [
    Check(
        "each pair holds the same number of values",
        few,
        observe_trip,
        holds_shares,
        visible=True,
        weight=2,
        many_answers=True,
    ),
    Check(
        "values come back to their own bin",
        few,
        observe_trip,
        holds_trip,
        visible=True,
        weight=2,
        many_answers=True,
    ),
    Check(
        "equal shares on both levels, in every column",
        divided,
        observe_trip,
        holds_shares,
        weight=2,
        hint="Count how many values each pair holds, above all in the last coarse bin.",
    ),
    Check(
        "columns on different scales come back",
        divided,
        observe_trip,
        holds_trip,
        weight=2,
        hint="Go there and back with columns that are skewed.",
    ),
    Check(
        "one value far above all others",
        outlier,
        observe_trip,
        holds_shares,
        hint="Think of the largest value, on both levels.",
    ),
    Check(
        "a number of rows that does not divide",
        undivided,
        observe_trip,
        holds_shares,
        hint="Think of an odd number of rows.",
    ),
    Check(
        "the defaults are 16 and 16",
        defaults,
        observe_trip,
        holds_shares,
        hint="Leave the numbers of bins out.",
    ),
    Check(
        "columns with many equal values",
        ties,
        observe_trip,
        holds_order,
        hint="Think of bins that nothing falls into.",
    ),
    Check(
        "every pair has a value",
        lambda rng: [*ties(rng), *constant(rng), *undivided(rng)],
        observe_all_pairs,
        holds_every_pair,
        hint="Think of a pair that never came up in training.",
    ),
    Check(
        "a constant column comes back as it was",
        constant,
        observe_trip,
        holds_constant,
        hint="Think of the dullest column.",
    ),
    Check(
        "values beyond the range",
        beyond,
        observe_new,
        holds_outermost,
        hint="Think of values that nobody has seen before.",
    ),
    Check(
        "tokenizing learns nothing",
        other_rows,
        observe_new,
        holds_as_before,
        hint="Tokenize a few rows by themselves.",
    ),
    Check(
        "fit returns the tokenizer",
        one,
        observe_chained,
        holds_shares,
        weight=0.5,
        hint="Look at what the starter promises to return.",
    ),
    Check(
        "the arguments stay as they were",
        in_place,
        observe_in_place,
        input_alone,
        hint="Think of who else uses the arrays.",
    ),
]
