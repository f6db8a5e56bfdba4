"""Checks of mended scoring: a partition in which every group is dealt out evenly, and a root over all rows at once."""

import numpy as np

from hotseat.reference.check import Case, Check, Kind, call
from hotseat.reference.compare import all_of, input_alone, input_kept, raised_sentence, same


def observe_rows(candidate, groups, n_batches, seed):
    """All row numbers, in order."""
    import numpy as np

    batches = candidate.stratified_batches(groups, n_batches, np.random.default_rng(seed))
    return sorted(int(row) for rows in batches for row in rows)


def observe_balance(candidate, groups, n_batches, seed):
    """The number of batches, whether they are integer arrays in a list, and whether each group's counts differ by one at most."""
    import numpy as np

    batches = candidate.stratified_batches(groups, n_batches, np.random.default_rng(seed))
    proper = isinstance(batches, list) and all(
        isinstance(rows, np.ndarray) and rows.dtype.kind in "iu" for rows in batches
    )
    even = []
    for group in sorted(set(groups.tolist())):
        counts = [int(np.sum(groups[np.asarray(rows, dtype=int)] == group)) for rows in batches]
        even.append(max(counts, default=0) - min(counts, default=0) <= 1)
    return [len(batches), proper, even]


def observe_chance(candidate, groups, n_batches, seed):
    """Whether another seed gives other batches, and the same seed the same ones."""
    import numpy as np

    def draw(s):
        batches = candidate.stratified_batches(groups, n_batches, np.random.default_rng(s))
        return sorted(sorted(int(row) for row in rows) for rows in batches)

    return [draw(seed) != draw(seed + 1), draw(seed) == draw(seed)]


def observe_company(candidate, groups, n_batches, seed):
    """By group: whether its first row is with each other row of it for some of eighty seeds, and apart for others."""
    import numpy as np

    number = np.full((80, len(groups)), -1)
    for k, numbers in enumerate(number):
        batches = candidate.stratified_batches(groups, n_batches, np.random.default_rng(seed + k))
        for batch, rows in enumerate(batches):
            numbers[np.asarray(rows, dtype=int)] = batch
    mixed = []
    for group in sorted(set(groups.tolist())):
        first, *others = np.flatnonzero(groups == group)
        together = number[:, others] == number[:, [first]]
        mixed.append(bool(together.any(axis=0).all() and not together.all(axis=0).any()))
    return mixed


def few(rng):
    groups = np.array(["new"] * 4 + ["old"] * 20)
    return [Case((groups, 4, int(rng.integers(1000))), note="four new customers and twenty old ones")]


def uneven(rng):
    groups = rng.permutation(np.repeat(np.array(["a", "b", "c", "d"]), [3, 17, 40, 41]))
    return [
        Case((groups, 7, int(rng.integers(1000))), note="groups that cannot be divided evenly"),
        Case((rng.integers(0, 5, 83), 6, int(rng.integers(1000))), note="groups that are numbers"),
    ]


def three_batches(rng):
    groups = rng.permutation(np.repeat(np.array(["a", "b"]), [9, 12]))
    return [Case((groups, 3, int(rng.integers(1000))), note="two groups in three batches, drawn many times")]


def one_batch(rng):
    return [Case((rng.integers(0, 3, 11), 1, 5), note="a single batch")]


def cut(rng, sizes):
    n = sum(sizes)
    y = rng.normal(0, 2, n)
    predicted = y + rng.normal(0, 1, n) * rng.exponential(2, n)
    batches = np.split(rng.permutation(n), np.cumsum(sizes)[:-1])
    return (list(batches), y, predicted)


def equal_sizes(rng):
    return [Case(cut(rng, [8, 8, 8, 8]), note="batches of one size")]


def other_sizes(rng):
    return [
        Case(cut(rng, [20, 3, 1]), note="batches of different size"),
        Case(cut(rng, [1, 1, 30]), note="a large batch at the end"),
    ]


def some_rows(rng):
    batches, y, predicted = cut(rng, [5, 9, 6])
    return [Case((batches[:2], y, predicted), note="batches that hold a part of the rows")]


scalar = all_of(same(rtol=1e-9), input_kept)
exactly = same()


def each_once(case, got, want):
    """Names a row that is in no batch, or in several."""
    fault = exactly(case, got, want)
    if fault is None or got.raised is not None:
        return fault
    missing = [row for row in want.value if row not in got.value]
    if missing:
        return Kind("A row is in no batch.", f"Row {missing[0]} is in no batch.")
    twice = [row for row in want.value if got.value.count(row) > 1]
    if twice:
        return Kind("A row is in the batches more than once.", f"Row {twice[0]} is in the batches more than once.")
    return fault


def balanced(case, got, want):
    if got.raised is not None:
        return raised_sentence(got.raised)
    number, proper, even = got.value
    if number != want.value[0]:
        return exactly(case, got, want)
    if not proper:
        return Kind("The batches should be a list of integer arrays, so that they can pick rows from any array.")
    if not all(even):
        return Kind("Two batches hold numbers of rows from one group that differ by more than one.")
    return exactly(case, got, want)


def all_mixed(case, got, want):
    if got.raised is not None:
        return raised_sentence(got.raised)
    if not all(got.value):
        return Kind("Two rows of a group are always in one batch, or never, whatever the seed.")
    return exactly(case, got, want)


CHECKS = [
    Check("every row is in exactly one batch", few, observe_rows, each_once, visible=True, weight=2),
    Check(
        "batches of different size count by their rows", other_sizes, call("rmse_over"), scalar, visible=True, weight=2
    ),
    Check(
        "no row is lost where the rows cannot be divided evenly",
        uneven,
        observe_rows,
        each_once,
        hint="Think of a number of rows that the number of batches does not divide.",
    ),
    Check(
        "every group is dealt out evenly",
        uneven,
        observe_balance,
        balanced,
        weight=2,
        hint="Think of what stratified promises, also for small groups.",
    ),
    Check("a single batch holds all rows", one_batch, observe_rows, each_once, hint="Think of the fewest batches."),
    Check(
        "which rows come together depends on the generator alone",
        uneven,
        observe_chance,
        same(),
        many_answers=True,
        hint="Think of another seed, and of the same one twice.",
    ),
    Check(
        "the rows of every group are shuffled",
        three_batches,
        observe_company,
        all_mixed,
        many_answers=True,
        hint="Think of two rows of one group, and of many seeds.",
    ),
    Check(
        "batches of one size give the root over all rows",
        equal_sizes,
        call("rmse_over"),
        scalar,
        hint="Think of batches that are all equally large.",
    ),
    Check(
        "rows that are in no batch do not count",
        some_rows,
        call("rmse_over"),
        scalar,
        hint="Think of batches that hold a part of the rows.",
    ),
    Check(
        "the groups stay as they were",
        uneven,
        observe_rows,
        all_of(input_alone),
        hint="Think of who else uses the array.",
    ),
]
