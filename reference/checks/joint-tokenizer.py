"""Checks of the joint tokenizer: the groups, the error of each codebook, nearest codes, scales, constant columns, seeds.

Codes are held to how near they come to the rows, beside scikit-learn's KMeans in the reference, never to their places.
"""

import numpy as np

from hotseat.reference.check import Case, Check, Kind
from hotseat.reference.compare import input_alone, raised_sentence

SLACK = 1.7
"""Runs of k-means from plainer beginnings end up to 1.4 times as high; a wrong scale or a grid costs more."""
CHAIN = np.array([[1.0, 0.82, 0.5], [0.82, 1.0, 0.82], [0.5, 0.82, 1.0]])
"""Correlations of which the first and the last are linked only through the middle one."""


def observe_groups(candidate, settings, X):
    tokenizer = candidate.JointTokenizer(*settings, random_state=0)
    tokenizer.fit(X)
    return [[int(j) for j in group] for group in tokenizer.groups]


def observe_trip(candidate, settings, X, fresh):
    """Tokens and decoded rows of the training rows and of others, and what the decoded rows come back as."""
    import numpy as np

    tokenizer = candidate.JointTokenizer(*settings, random_state=0)
    tokenizer.fit(X)
    told = []
    for rows in (X, fresh):
        tokens = tokenizer.tokenize(rows)
        back = tokenizer.detokenize(tokens)
        told.append(
            [np.array(tokens), np.array(back), np.array(tokenizer.detokenize(tokenizer.tokenize(np.array(back))))]
        )
    return told


def observe_chained(candidate, settings, X):
    import numpy as np

    return np.shape(candidate.JointTokenizer(*settings, random_state=0).fit(X).tokenize(X))


def observe_seeds(candidate, settings, X, seed):
    import numpy as np

    told = []
    for _ in range(3):
        tokenizer = candidate.JointTokenizer(*settings, random_state=seed)
        tokenizer.fit(X)
        told.append(np.array(tokenizer.tokenize(X)))
    return told


def observe_in_place(candidate, settings, X, fresh):
    tokenizer = candidate.JointTokenizer(*settings, random_state=0)
    tokenizer.fit(X)
    tokens = tokenizer.tokenize(fresh)
    before = [[int(t) for t in row] for row in tokens]
    tokenizer.detokenize(tokens)
    return before == [[int(t) for t in row] for row in tokens]


def correlated(rng, n, rho):
    return rng.multivariate_normal([0, 0], [[1, rho], [rho, 1]], n)


def mixed(rng, n=500):
    """Columns 0 and 3 go opposite ways, 1, 5 and 4 are a chain, 2 is alone; the units differ."""
    pair, chain = correlated(rng, n, -0.93), rng.multivariate_normal(np.zeros(3), CHAIN, n)
    units = np.array([1.0, 200.0, 1e-3, 1e4, 3.0, 0.05])
    columns = [pair[:, 0], chain[:, 0], rng.normal(size=n), pair[:, 1], chain[:, 2], chain[:, 1]]
    return np.column_stack(columns) * units + 3 * units


def simple(rng):
    pair = correlated(rng, 300, 0.95)
    X = np.column_stack([pair[:, 0], rng.normal(size=300), pair[:, 1]])
    return [Case(((16,), X), note="two columns that move together, and one alone")]


def groups(rng):
    X = mixed(rng)
    return [
        Case(((8,), X), note="a negative correlation, a chain of three, and a column alone"),
        Case(((8, 0.88), X), note="a higher threshold"),
        Case(((8,), np.column_stack([X[:, 0], np.full(len(X), 5.0), X[:, 3]])), note="a constant column"),
        Case(((8,), X * 1e-12), note="columns in tiny units"),
        Case(((8,), rng.normal(size=(300, 3))), note="columns that have nothing to do with each other"),
        Case(((8,), rng.normal(size=(100, 1))), note="a single column"),
    ]


def simple_trip(rng):
    ((settings, X),) = (case.args for case in simple(rng))
    return [Case((settings, X, X[:10]), note="two columns that move together, and one alone")]


def close_pair(rng):
    X = correlated(rng, 600, float(rng.choice([-0.97, 0.97])))
    return [Case(((32,), X, X[:5]), note="two columns that move closely together")]


def different_units(rng):
    X = mixed(rng)
    return [
        Case(((24,), X, X[:5]), note="columns in units that differ by powers of ten"),
        Case(((24,), X[:, [0, 3]] * [1e-12, 1e-13], X[:5, [0, 3]] * [1e-12, 1e-13]), note="columns in tiny units"),
    ]


def new_rows(rng):
    X = mixed(rng)
    spread = X.std(axis=0)
    fresh = X.mean(axis=0) + spread * np.concatenate([rng.normal(size=(60, 6)), 30 * rng.normal(size=(20, 6))])
    return [Case(((16,), X, fresh), note="rows that were not learnt from, some of them far away")]


def few_values(rng):
    n = 120
    X = np.column_stack(
        [np.full(n, float(rng.integers(2, 9))), rng.permutation(n) % 2, 4.0 + 3e3 * (rng.permutation(n) % 5)]
    )
    return [
        Case(((8,), X, X[:7]), note="a constant column, and columns with few different values"),
        Case(
            ((8,), X * 1e-12, X[:7] * 1e-12),
            note="a constant column and columns with few different values, in tiny units",
        ),
    ]


def defaults(rng):
    X = rng.normal(size=(400, 1))
    return [Case(((), X, X[:5]), note="the default number of codes")]


def default_threshold(rng):
    n = 2000
    X = np.column_stack([correlated(rng, n, 0.76), correlated(rng, n, 0.63)])
    return [Case(((4,), X), note="correlations on either side of the default threshold")]


def some(rng):
    X = mixed(rng, 200)
    return [Case(((8,), X, X[20:30].copy()), note="rows that are used again")]


def seeded(rng):
    return [Case(((12,), mixed(rng, 200), int(rng.integers(1, 1000))), note="three fits with the same seed")]


def one(rng):
    return [Case(((8,), mixed(rng, 200)), note="a fit whose result is used at once")]


def parts(X, threshold=0.7):
    """The groups of columns, by repeated merging of linked ones."""
    kept = [j for j in range(X.shape[1]) if np.ptp(X[:, j]) > 0]
    found = [{j} for j in range(X.shape[1])]
    for i in kept:
        for j in kept:
            if i < j and abs(np.corrcoef(X[:, i], X[:, j])[0, 1]) > threshold:
                joined = [g for g in found if i in g or j in g]
                found = [g for g in found if g not in joined] + [set().union(*joined)]
    return sorted(sorted(g) for g in found)


def holds_groups(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    if got.value != want.value:
        return Kind(
            "The groups are not the columns that hang together, in the order asked for.",
            f"The groups are {got.value} where {want.value} were expected.",
        )
    return None


def unfit(told, rows, case):
    tokens, back, again = told
    codes = case.args[0][0] if case.args[0] else 64
    if tokens.shape != (len(rows), len(parts(case.args[1]))):
        return Kind("There is not one token for each row and group.")
    if tokens.dtype.kind not in "iu":
        return Kind("The tokens are not integers.")
    if tokens.min() < 0 or tokens.max() >= codes:
        return Kind("A token lies outside of 0 to n_codes - 1.")
    if back.shape != rows.shape or back.dtype.kind != "f" or not np.isfinite(back).all():
        return Kind("What comes back is not an array of finite floats of the shape of the rows.")
    if not np.allclose(again, back, rtol=1e-9, atol=1e-12 * abs(back).max(axis=0)):
        return Kind("Codes that are tokenized again come back as other codes.")
    return None


def scales(X):
    return np.where(np.ptp(X, axis=0) > 0, X.std(axis=0), 1.0)


def holds_error(case, got, want):
    """In each group the error is at most SLACK times the reference's."""
    if got.raised:
        return raised_sentence(got.raised)
    X = case.args[1]
    fault = unfit(got.value[0], X, case)
    if fault:
        return fault
    for group in parts(X):
        errors = [((((told.value[0][1] - X) / scales(X))[:, group]) ** 2).mean() for told in (got, want)]
        if errors[0] > SLACK * errors[1] + 1e-12:
            return Kind(
                "The codes of some group are too far from the rows.",
                f"For the columns {group} the squared error is {errors[0]:.4f}; k-means reaches {errors[1]:.4f}.",
            )
    return None


def holds_nearest(case, got, want):
    """Each new row gets the nearest of the codes that came up in training, or one nearer still."""
    if got.raised:
        return raised_sentence(got.raised)
    _, X, fresh = case.args
    fault = unfit(got.value[0], X, case) or unfit(got.value[1], fresh, case)
    if fault:
        return fault
    for group in parts(X):
        unit = scales(X)[group]
        codes = np.unique(got.value[0][1][:, group], axis=0) / unit
        rows, chosen = fresh[:, group] / unit, got.value[1][1][:, group] / unit
        nearest = np.linalg.norm(rows[:, None] - codes, axis=2).min(axis=1)
        if (np.linalg.norm(rows - chosen, axis=1) > nearest * (1 + 1e-6) + 1e-9).any():
            return Kind("A row does not get the code that is nearest to it.")
    return None


def holds_as_it_was(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    fault = unfit(got.value[0], case.args[1], case)
    if not fault and not np.allclose(
        got.value[0][1], case.args[1], rtol=1e-6, atol=1e-6 * abs(case.args[1]).max(axis=0)
    ):
        fault = Kind("A column with few different values does not come back as it was.")
    return fault


def holds_as_before(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    fault = unfit(got.value[0], case.args[1], case)
    if not fault and not np.array_equal(got.value[1][0], got.value[0][0][20:30]):
        fault = Kind("A few rows by themselves have other tokens than among all rows.")
    return fault


def holds_repeat(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    first, *others = got.value
    return None if all(np.array_equal(first, x) for x in others) else Kind("The same seed gave different tokens.")


def holds_chained(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    return None if tuple(got.value) == tuple(want.value) else Kind("There is not one token for each row and group.")


CHECKS = [
    Check("columns that move together form a group", simple, observe_groups, holds_groups, visible=True),
    Check(
        "rows come back near to what they were",
        simple_trip,
        observe_trip,
        holds_error,
        visible=True,
        weight=2,
        many_answers=True,
    ),
    Check(
        "groups of several columns, and of one",
        groups,
        observe_groups,
        holds_groups,
        weight=2,
        hint="Think of opposite directions, of columns linked through a third, and of columns that never move.",
    ),
    Check(
        "the default threshold is 0.7",
        default_threshold,
        observe_groups,
        holds_groups,
        hint="Leave the threshold out.",
    ),
    Check(
        "two columns that move closely together",
        close_pair,
        observe_trip,
        holds_error,
        weight=2,
        hint="Think of where in the plane the codes lie, and of how many of them are ever used.",
    ),
    Check(
        "columns in different units",
        different_units,
        observe_trip,
        holds_error,
        weight=2,
        hint="Multiply one of two correlated columns by a thousand.",
    ),
    Check(
        "new rows get their nearest code",
        new_rows,
        observe_trip,
        holds_nearest,
        weight=2,
        hint="Think of rows that nobody has learnt from, on the scale of those that somebody has.",
    ),
    Check(
        "constant columns and columns with few values come back",
        few_values,
        observe_trip,
        holds_as_it_was,
        hint="Think of columns with fewer different values than codes.",
    ),
    Check(
        "the default is 64 codes",
        defaults,
        observe_trip,
        holds_error,
        hint="Leave the number of codes out.",
    ),
    Check(
        "tokenizing learns nothing",
        some,
        observe_trip,
        holds_as_before,
        hint="Tokenize a few rows by themselves.",
    ),
    Check(
        "the same seed gives the same tokens",
        seeded,
        observe_seeds,
        holds_repeat,
        hint="Fit several times with the same seed.",
    ),
    Check(
        "fit returns the tokenizer",
        one,
        observe_chained,
        holds_chained,
        weight=0.5,
        hint="Look at what the starter promises to return.",
    ),
    Check(
        "the arguments stay as they were",
        some,
        observe_in_place,
        input_alone,
        hint="Think of who else uses the arrays.",
    ),
]
