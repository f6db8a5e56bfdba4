"""Checks of the Davies-Bouldin index: worked values, any labels, any order of rows, whole numbers, far from zero."""

import numpy as np

from hotseat.reference.check import Case, Check, call
from hotseat.reference.compare import close_scalar, input_alone

same_index = close_scalar(rtol=1e-6, atol=0)
"""Summing in another order moves the index by about 1e-12 of itself, a wrong definition by far more than 1e-6."""

OFFSET = 1e4
"""Far enough for single precision to lose the digits that count, near enough for |a|^2 + |b|^2 - 2ab in double precision, which
is how scikit-learn measures."""


def blobs(rng, sizes, spreads, d=2, apart=6.0):
    """Gaussian clouds of the given sizes and spreads around random centres; rows in the order of the clouds."""
    k = len(sizes)
    centres = apart * rng.standard_normal((k, d)) + 4.0 * apart * np.eye(k, d)
    X = np.concatenate([c + s * rng.standard_normal((n, d)) for c, s, n in zip(centres, spreads, sizes, strict=True)])
    return X, np.repeat(np.arange(k), sizes)


def shuffled(rng, X, labels):
    order = rng.permutation(len(X))
    return X[order], labels[order]


def worked(rng):
    X = np.array([[0.0, 0.0], [0.0, 2.0], [10.0, 0.0], [10.0, 2.0]])
    labels = np.array([0, 0, 1, 1])
    scale = float(rng.integers(2, 9))
    return [
        Case((X, labels), note="two pairs of points"),
        Case((X / [10.0, 1.0], labels), note="the same two pairs, one apart"),
        Case((scale * X, labels), note="the same two pairs, stretched"),
    ]


def ordinary(rng):
    few, names = blobs(rng, (3, 2, 4), (1.0, 0.6, 1.4))
    X, labels = blobs(rng, (6, 4, 7), (1.0, 0.6, 1.4))
    return [
        Case((few.round(1), names), note="nine points in three clouds"),
        Case((X.round(2), labels), note="three clouds of points"),
    ]


def uneven(rng):
    return [
        Case(
            shuffled(rng, *blobs(rng, (120, 25, 60, 8, 40), (2.5, 0.3, 1.0, 1.6, 0.6), d=4)),
            note="five clouds of unequal size and spread",
        ),
        Case(
            shuffled(rng, *blobs(rng, (30, 30, 30, 30), (3.0, 0.2, 0.2, 3.0), d=3, apart=3.0)),
            note="wide clouds among tight ones",
        ),
    ]


def gaps(rng):
    X, labels = shuffled(rng, *blobs(rng, (20, 30, 25), (1.0, 0.5, 1.5)))
    names = np.sort(rng.choice(np.arange(3, 40), 3, replace=False))
    return [
        Case((X, names[labels]), note="labels that do not start at 0"),
        Case((X, np.array([-1, 4, 11])[labels]), note="a negative label and gaps"),
    ]


def words(rng):
    X, labels = shuffled(rng, *blobs(rng, (15, 25, 20), (0.8, 1.5, 1.0)))
    return [Case((X, np.array(["oak", "birch", "elm"])[labels]), note="labels that are words")]


def lonely(rng):
    X, labels = shuffled(rng, *blobs(rng, (1, 30, 20, 1), (1.0, 1.2, 0.7, 1.0)))
    return [Case((X, labels), note="clusters of a single point")]


def whole(rng):
    X, labels = shuffled(rng, *blobs(rng, (20, 15, 25), (1.5, 1.0, 2.0)))
    return [
        Case((X.round().astype(np.int64), labels), note="whole-number coordinates"),
        Case(((20 * X).round().astype(np.int16), labels), note="whole-number coordinates of 16 bits"),
    ]


def distant(rng):
    X, labels = shuffled(rng, *blobs(rng, (40, 30, 50), (1.0, 0.7, 1.3)))
    return [Case((X + OFFSET, labels), note="points far from the origin, compared with their distances")]


def one_column(rng):
    X, labels = shuffled(rng, *blobs(rng, (30, 20, 25), (1.0, 0.5, 1.5), d=1))
    return [Case((X, labels), note="a single feature")]


CHECKS = [
    Check(
        "two pairs of points give the value worked out by hand",
        worked,
        call("davies_bouldin_index"),
        same_index,
        visible=True,
    ),
    Check("three clouds of points", ordinary, call("davies_bouldin_index"), same_index, visible=True),
    Check(
        "clouds of unequal size and spread, rows in any order",
        uneven,
        call("davies_bouldin_index"),
        same_index,
        weight=2,
        hint="Each cluster counts once, with its own worst partner.",
    ),
    Check(
        "labels need not be 0 to k-1",
        gaps,
        call("davies_bouldin_index"),
        same_index,
        weight=2,
        hint="Think of where the labels may come from.",
    ),
    Check(
        "labels may be words",
        words,
        call("davies_bouldin_index"),
        same_index,
        hint="Think of where the labels may come from.",
    ),
    Check(
        "a cluster of one point has no spread",
        lonely,
        call("davies_bouldin_index"),
        same_index,
        hint="Think of very small clusters.",
    ),
    Check(
        "whole-number coordinates",
        whole,
        call("davies_bouldin_index"),
        same_index,
        hint="Think of the dtype of what you compute with.",
    ),
    Check(
        "points far from the origin",
        distant,
        call("davies_bouldin_index"),
        same_index,
        hint="Think of how many digits are left when two large numbers are subtracted.",
    ),
    Check(
        "a single feature",
        one_column,
        call("davies_bouldin_index"),
        same_index,
        hint="Think of the smallest number of columns.",
    ),
    Check(
        "the inputs stay as they were",
        ordinary,
        call("davies_bouldin_index"),
        input_alone,
        hint="Think of who else uses the arrays.",
    ),
]
