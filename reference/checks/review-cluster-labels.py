"""Checks of a mended index: the same clusters give the same value, whatever they are called."""

import numpy as np

from hotseat.reference.check import Case, Check
from hotseat.reference.compare import all_of, input_alone, same


def observe_index(candidate, X, labels):
    return float(candidate.davies_bouldin(X, labels))


def observe_renamed(candidate, X, labels):
    """Whether other names for the same clusters leave the value as it is."""
    import numpy as np

    names = np.unique(labels)
    number = np.searchsorted(names, labels)
    k = len(names)
    others = [np.arange(k) + 1, np.arange(k)[::-1] * 3 - 4, np.array([f"cluster {c}" for c in range(k)])]
    plain = float(candidate.davies_bouldin(X, number))
    return [bool(np.isclose(float(candidate.davies_bouldin(X, name[number])), plain, rtol=1e-9)) for name in others]


def blobs(rng, k, n=36, columns=2):
    centres = rng.uniform(-9, 9, (k, columns))
    number = np.concatenate([np.arange(k), rng.integers(0, k, n - k)])
    return centres[number] + rng.normal(0, rng.uniform(0.3, 2.0, k)[number][:, None], (n, columns)), number


def small(rng):
    X = np.array([[0.0, 0.0], [0.0, 2.0], [10.0, 0.0], [10.0, 2.0]])
    return [
        Case((X, np.array([5, 5, 9, 9])), note="two clusters called 5 and 9"),
        Case((X, np.array([1, 1, 2, 2])), note="two clusters called 1 and 2"),
    ]


def plain(rng):
    X, number = blobs(rng, 4)
    return [Case((X, number), note="four clusters numbered from nought")]


def gaps(rng):
    X, number = blobs(rng, 5)
    return [
        Case((X, np.array([0, 1, 3, 40, 7])[number]), note="numbers with gaps"),
        Case((X, np.array([100, 205, 3, 40, 7])[number]), note="large numbers"),
    ]


def negative(rng):
    X, number = blobs(rng, 3, columns=3)
    return [
        Case((X, number - 1), note="numbers from minus one"),
        Case((X, np.array([-7, -1, -30])[number]), note="negative numbers alone"),
    ]


def words(rng):
    X, number = blobs(rng, 3)
    return [Case((X, np.array(["oak", "ash", "elm"])[number]), note="names as labels")]


def singles(rng):
    X = rng.normal(0, 3, (7, 2))
    return [
        Case((X, np.array([4, 4, 4, 8, 8, 8, 2])), note="a cluster of a single row"),
        Case((np.vstack([X, X[:1]]), np.array([4, 4, 4, 8, 8, 8, 2, 4])), note="a row that stands twice in a cluster"),
    ]


def renamed(rng):
    return [
        Case(blobs(rng, 4), note="four clusters under several names"),
        Case(blobs(rng, 2, n=12), note="two clusters under several names"),
    ]


near = same(rtol=1e-9)

CHECKS = [
    Check("clusters that are not numbered from nought count", small, observe_index, near, visible=True, weight=2),
    Check("clusters numbered from nought give what they gave", plain, observe_index, near, visible=True),
    Check("numbers with gaps", gaps, observe_index, near, weight=2, hint="Think of ids that are not consecutive."),
    Check(
        "negative numbers are clusters like any other",
        negative,
        observe_index,
        near,
        hint="Think of labels below nought.",
    ),
    Check("names as labels", words, observe_index, near, hint="Think of labels that are not numbers."),
    Check(
        "other names for the same clusters change nothing",
        renamed,
        observe_renamed,
        same(),
        hint="Think of what the names of clusters mean.",
    ),
    Check(
        "a cluster of a single row counts",
        singles,
        observe_index,
        near,
        hint="Think of the smallest cluster, and of rows that are alike.",
    ),
    Check(
        "the inputs stay as they were",
        gaps,
        observe_index,
        all_of(input_alone),
        hint="Think of who else uses the arrays.",
    ),
]
