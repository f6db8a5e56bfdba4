"""Checks of a mended target encoding: means over the other folds alone, also where a category is not among them."""

import numpy as np

from hotseat.reference.check import Case, Check
from hotseat.reference.compare import all_of, input_alone, same


def observe_values(candidate, categories, target, folds):
    return [float(v) for v in candidate.encode_training(categories, target, folds)]


def observe_own_fold(candidate, categories, target, folds):
    """For each fold: whether its values stay when its own targets are changed."""
    import numpy as np

    before = np.asarray(candidate.encode_training(categories, target, folds), dtype=float)
    stays = []
    for fold in sorted(set(folds.tolist())):
        changed = target.copy()
        changed[folds == fold] += np.arange(1.0, np.sum(folds == fold) + 1)
        after = np.asarray(candidate.encode_training(categories, changed, folds), dtype=float)
        stays.append(bool(np.allclose(before[folds == fold], after[folds == fold])))
    return stays


def small(rng):
    return [
        Case(
            (np.array(["a", "a", "a", "b"]), np.array([1.0, 0.0, 0.0, 0.0]), np.array([0, 0, 1, 1])),
            note="two merchants in two folds",
        )
    ]


def rows(rng, n=60, kinds=6, k=4):
    return (rng.integers(0, kinds, n), rng.normal(2, 3, n).round(2), rng.permutation(np.arange(n) % k))


def large(rng):
    names = np.array(["oak", "ash", "elm", "fir"])
    picked, target, folds = rows(rng, kinds=4)
    return [
        Case((names[picked], target, folds), note="names in four folds"),
        Case(rows(rng), note="categories that are numbers"),
    ]


def means(rng):
    flags = Case(
        (np.array(list("aaabbb")), np.array([1, 1, 0, 1, 0, 1]), np.array([0, 0, 1, 1, 1, 0])),
        note="a target of whole numbers that are 0 or 1",
    )
    return [*large(rng), flags]


def rare(rng):
    n = 24
    categories = np.concatenate([np.arange(100, 112), rng.integers(0, 3, n - 12)])
    order = rng.permutation(n)
    return [
        Case((categories[order], rng.normal(0, 2, n), np.arange(n) % 3), note="many categories with a single row"),
        Case(
            (np.array([1, 1, 2, 2, 2]), rng.normal(5, 1, 5), np.array([0, 0, 1, 1, 1])),
            note="categories in one fold only",
        ),
    ]


def labels(rng):
    categories, target, folds = rows(rng, n=40, k=3)
    return [
        Case((categories, target, np.array([7, -2, 30])[folds]), note="folds that are not numbered from nought"),
        Case(
            (categories, target, (rng.random(40) < 0.15).astype(int) + np.r_[1, np.zeros(39, int)]), note="uneven folds"
        ),
    ]


CHECKS = [
    Check("a row's own target has no say", small, observe_values, same(rtol=1e-9), visible=True, weight=2),
    Check(
        "a category's value is its mean over the other folds",
        means,
        observe_values,
        same(rtol=1e-9),
        weight=2,
        hint="Think of which rows each mean runs over, and of targets that are 0 or 1.",
    ),
    Check(
        "nothing of a fold's own targets is in its values",
        rare,
        observe_own_fold,
        same(),
        weight=2,
        hint="Think of every place from which a target can come in.",
    ),
    Check(
        "a category that no other fold holds gets the mean of the other folds",
        rare,
        observe_values,
        same(rtol=1e-9),
        hint="Think of categories that occur once.",
    ),
    Check(
        "folds of any labels and sizes",
        labels,
        observe_values,
        same(rtol=1e-9),
        hint="Think of how folds can be numbered, and of small ones.",
    ),
    Check(
        "the inputs stay as they were",
        large,
        observe_values,
        all_of(input_alone),
        hint="Think of who else uses the arrays.",
    ),
]
