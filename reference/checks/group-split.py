"""Checks of the split by groups: whole groups, every row once, size, positives, seeds, and groups that are hard to place."""

import numpy as np

from hotseat.reference.check import Case, Check, Kind, call
from hotseat.reference.compare import input_alone, numbers, raised_sentence, raises

NEAR = 0.02 + 1e-9
"""How far the size and the share of positives may be off, which the clarifications tell; the reference is nearer by far."""


def observe_seeds(candidate, y, groups, test_share, seeds):
    """The test rows for each seed, in rising order."""
    return [sorted(int(row) for row in candidate.group_split(y, groups, test_share, seed)[1]) for seed in seeds]


def observe_hashes(candidate, y, groups, test_share, seed, salts):
    """The test rows for each salt, in rising order; the names are equal texts whose hashes differ with the salt, as the hashes
    of texts differ from one Python process to the next."""
    import numpy as np

    def salted(salt):
        class Name(str):
            __slots__ = ()

            def __hash__(self):
                return hash((salt, str(self)))

        names = np.empty(len(groups), dtype=object)
        names[:] = [Name(group) for group in groups.tolist()]
        return names

    return [sorted(int(row) for row in candidate.group_split(y, salted(salt), test_share, seed)[1]) for salt in salts]


def sides(case, got):
    """The two sides as arrays of row numbers, or a sentence."""
    if got.raised:
        return raised_sentence(got.raised)
    if not isinstance(got.value, tuple | list) or len(got.value) != 2:
        return Kind("The answer should be a pair: the training rows and the test rows.")
    found = []
    for side, name in zip(got.value, ("training", "test"), strict=True):
        rows = numbers(side)
        if rows is None or rows.ndim != 1 or (rows != rows.round()).any():
            return Kind(f"The {name} rows should be row numbers in one dimension.")
        if not rows.size:
            return Kind(f"There are no {name} rows.")
        if rows.min() < 0 or rows.max() >= len(case.args[0]):
            return Kind(f"The {name} rows hold a number that is no row.")
        found.append(rows.astype(int))
    return found


def whole_groups(case, got, want):
    found = sides(case, got)
    if isinstance(found, str):
        return found
    groups = case.args[1]
    both = set(groups[found[0]].tolist()) & set(groups[found[1]].tolist())
    if both:
        return Kind("A group is on both sides.", full=f"The group {min(both)} is on both sides.")
    return None


def every_row(case, got, want):
    found = sides(case, got)
    if isinstance(found, str):
        return found
    rows = np.sort(np.concatenate(found))
    if len(rows) != len(case.args[0]) or (rows != np.arange(len(rows))).any():
        return Kind("Each row should be on exactly one side, once.")
    return None


def right_size(case, got, want):
    found = sides(case, got)
    if isinstance(found, str):
        return found
    share = len(found[1]) / len(case.args[0])
    if abs(share - case.args[2]) > NEAR:
        told = f"The test set holds {share:.1%} of the rows, and {case.args[2]:.0%} were asked for."
        return Kind("The test set does not have the size that was asked for.", full=told)
    return None


def right_rate(case, got, want):
    found = sides(case, got)
    if isinstance(found, str):
        return found
    y = case.args[0]
    rate = y[found[1]].mean()
    if abs(rate - y.mean()) > NEAR:
        told = f"Of the test rows {rate:.1%} are positive, and {y.mean():.1%} of all."
        return Kind("The share of positives in the test set is not that of all rows.", full=told)
    return None


def all_right(case, got, want):
    return next((f for one in (every_row, whole_groups, right_size, right_rate) if (f := one(case, got, want))), None)


def again_alike(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    return Kind("The same seed gave another split.") if any(one != got.value[0] for one in got.value) else None


def hashes_have_no_say(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    if any(one != got.value[0] for one in got.value):
        return Kind("The split hangs on the hashes of the names, which another Python process draws anew.")
    return None


def others_differ(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    return (
        Kind("Different seeds gave one and the same split.") if all(one == got.value[0] for one in got.value) else None
    )


def patients(rng, many, largest=8, base=0.3, spread=0.25):
    """Rows in no order, with a rate of positives that differs from group to group."""
    sizes = rng.integers(1, largest + 1, many)
    group = np.repeat(np.arange(many), sizes)
    rate = np.clip(base + spread * rng.standard_normal(many), 0.02, 0.98)
    y = (rng.random(len(group)) < rate[group]).astype(int)
    order = rng.permutation(len(group))
    names = np.array([f"p{k}" for k in rng.permutation(900)[:many]])
    return y[order], names[group[order]]


def seeded(rng):
    return int(rng.integers(0, 10_000))


def few(rng):
    return [Case((*patients(rng, 60), 0.25, seeded(rng)), note="sixty patients")]


def many(rng):
    return [
        Case((*patients(rng, n), share, seeded(rng)), note=f"{n} patients, {share:.0%} for the test")
        for n, share in ((120, 0.3), (90, 0.5))
    ]


def uneven(rng):
    cases = []
    for share in (0.2, 0.3):
        y, groups = patients(rng, 130, largest=6)
        large, _ = patients(rng, 4, largest=1)
        sizes = np.array([60, 55, 50, 45])
        y = np.concatenate([y, np.repeat(1 - large, sizes) ^ (rng.random(sizes.sum()) < 0.3)])
        groups = np.concatenate([groups, np.repeat([f"q{k}" for k in range(4)], sizes)])
        order = rng.permutation(len(y))
        cases.append(Case((y[order], groups[order], share, seeded(rng)), note="a few patients with very many rows"))
    return cases


def giant(rng):
    cases = []
    for _ in range(2):
        y, groups = patients(rng, 90)
        more = len(y) // 2
        y = np.concatenate([y, (rng.random(more) < y.mean()).astype(int)])
        groups = np.concatenate([groups, np.repeat("giant", more)])
        cases.append(Case((y, groups, 0.2, seeded(rng)), note="one patient with more rows than the test set"))
    cases.append(Case((y, groups, 0.8, seeded(rng)), note="one patient with more rows than the training set"))
    return cases


def rare(rng):
    """All rows of a positive group are positive, and there are few such groups."""
    cases = []
    for _ in range(4):
        y, groups = patients(rng, 120, base=0.0, spread=0.0)
        y[:] = 0
        names = np.unique(groups)
        y[np.isin(groups, rng.choice(names, 15, replace=False))] = 1
        cases.append(Case((y, groups, 0.2, seeded(rng)), note="positives in few groups"))
    return cases


def numbered(rng):
    y, groups = patients(rng, 70)
    number = np.array([int(name[1:]) - 300 for name in groups])
    return [
        Case((y, number, 0.3, seeded(rng)), note="numbers as names, some below zero"),
        Case((y, number * 10**8, 0.3, seeded(rng)), note="large numbers as names, far apart"),
    ]


def same_seed(rng):
    return [Case((*patients(rng, 80), 0.2, [seeded(rng)] * 2), note="one seed twice")]


def salted(rng):
    return [Case((*patients(rng, 80), 0.2, seeded(rng), [1, 2, 3]), note="one seed, as if in three processes")]


def other_seeds(rng):
    first = seeded(rng)
    return [Case((*patients(rng, 80), 0.2, [first, first + 1, first + 50]), note="three seeds")]


def two(rng):
    large = int(rng.integers(5, 9))
    y = np.tile([0, 1, 0, 0], 2 * large)
    groups = np.where(np.arange(len(y)) < 2 * len(y) // large, "p1", "p2")
    share = (groups == "p1").mean()
    return [Case((y, groups, float(share), seeded(rng)), note="two patients")]


def alone(rng):
    return [Case((np.array([0, 1, 0, 1]), np.array(["p1"] * 4), 0.25, seeded(rng)), note="a single group")]


split = call("group_split")
CHECKS = [
    Check("every row is on one side", few, split, every_row, visible=True, many_answers=True),
    Check("no group is on both sides", few, split, whole_groups, visible=True, many_answers=True, weight=2),
    Check(
        "whole groups, size and positives for many patients",
        many,
        split,
        all_right,
        many_answers=True,
        weight=2,
        hint="Measure on the rows what you promise about them.",
    ),
    Check(
        "the size is right with groups of very different sizes",
        uneven,
        split,
        all_right,
        many_answers=True,
        weight=2,
        hint="Is it a share of the groups or of the rows?",
    ),
    Check(
        "a group larger than the test set",
        giant,
        split,
        all_right,
        many_answers=True,
        hint="Where can a very large group go?",
    ),
    Check(
        "positives in few groups",
        rare,
        split,
        all_right,
        many_answers=True,
        weight=2,
        hint="How are the positives spread over the groups?",
    ),
    Check("numbers as names", numbered, split, all_right, many_answers=True, hint="What may a group be called?"),
    Check(
        "the same seed gives the same split",
        same_seed,
        observe_seeds,
        again_alike,
        many_answers=True,
        weight=2,
        hint="Call it twice.",
    ),
    Check(
        "another process gives the same split",
        salted,
        observe_hashes,
        hashes_have_no_say,
        many_answers=True,
        hint="In which order does a set of texts come, and is it the same tomorrow?",
    ),
    Check(
        "other seeds give other splits",
        other_seeds,
        observe_seeds,
        others_differ,
        many_answers=True,
        hint="What is the seed for?",
    ),
    Check("two groups", two, split, all_right, many_answers=True, hint="Think of the fewest groups that can be split."),
    Check("a single group cannot be split", alone, split, raises("ValueError"), hint="Think of the fewest groups."),
    Check("the arrays stay as they were", few, split, input_alone, hint="Think of who else uses the arrays."),
]
