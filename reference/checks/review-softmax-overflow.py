"""Checks of a mended softmax and loss: right for plain scores, and for large ones of either sign."""

import numpy as np

from hotseat.reference.check import Case, Check, call
from hotseat.reference.compare import all_of, input_alone, same


def observe_softmax(candidate, logits):
    import numpy as np

    return np.asarray(candidate.softmax(logits), dtype=float)


def observe_loss(candidate, logits, labels):
    return float(candidate.cross_entropy(logits, labels))


WIDE = np.array([[100_000.0, -100_000.0, 0.0], [2000.0, 0.0, 0.0], [-3000.0, 3000.0, -3000.0]])


def plain(rng):
    logits = rng.normal(0, 2, (6, 4))
    return [Case((logits,), note="scores of ordinary size"), Case((rng.normal(0, 1, (1, 2)),), note="a single row")]


def plain_loss(rng):
    return [
        Case((rng.normal(0, 2, (7, 4)), rng.integers(0, 4, 7)), note="scores of ordinary size"),
        Case((rng.normal(0, 1, (1, 3)), np.array([2])), note="a single row"),
    ]


def large(rng):
    return [
        Case((np.array([[1000.0, 0.0, 999.0]]),), note="scores of a thousand"),
        Case((rng.normal(0, 2, (5, 3)) + 20_000.0,), note="scores around twenty thousand"),
    ]


def negative(rng):
    return [Case((rng.normal(0, 2, (5, 3)) - 5000.0,), note="scores that are all very negative")]


def far_apart(rng):
    rows = rng.normal(0, 2, (4, 3)) + np.array([[3000.0], [0.0], [-3000.0], [50_000.0]])
    return [
        Case((rng.permutation(rows),), note="rows of very different level"),
        Case((WIDE.copy(),), note="a row whose own scores lie far apart"),
    ]


def confident_wrong(rng):
    return [
        Case((np.array([[1000.0, 0.0]]), np.array([1])), note="a confident row that is wrong"),
        Case(
            (np.array([[0.0, -60.0], [1.0, 0.5]]), np.array([1, 0])), note="a probability that is tiny and not nought"
        ),
    ]


def many_levels(rng):
    logits = rng.normal(0, 300, (12, 5)) + rng.choice([-40_000.0, 0.0, 40_000.0], (12, 1))
    return [
        Case((logits, rng.integers(0, 5, 12)), note="rows of very different level"),
        Case((WIDE.copy(), np.array([1, 0, 2])), note="a row whose own scores lie far apart"),
    ]


def confident_right(rng):
    return [Case((np.array([[0.0, -40.0], [700.0, 800.0]]), np.array([0, 1])), note="confident rows that are right")]


near = same(rtol=1e-9, atol=1e-12)

CHECKS = [
    Check("scores of ordinary size give what they gave", plain, observe_softmax, near, visible=True),
    Check("large scores give probabilities", large, observe_softmax, near, visible=True, weight=2),
    Check(
        "a confident row that is wrong has a finite and exact loss",
        confident_wrong,
        observe_loss,
        near,
        visible=True,
        weight=2,
    ),
    Check(
        "very negative scores give probabilities",
        negative,
        observe_softmax,
        near,
        hint="Think of a row in which all exponentials are tiny.",
    ),
    Check(
        "each row is safe whatever the others hold",
        far_apart,
        observe_softmax,
        near,
        weight=2,
        hint="Think of rows at very different levels, and of scores that differ much within a row.",
    ),
    Check(
        "the loss of ordinary scores is the mean over the rows",
        plain_loss,
        observe_loss,
        near,
        hint="Think of how the rows come together.",
    ),
    Check(
        "the loss is exact for rows of every level",
        many_levels,
        observe_loss,
        near,
        weight=2,
        hint="Think of rows at very different levels, of scores that differ much, and of right and wrong guesses.",
    ),
    Check(
        "a confident row that is right costs next to nothing",
        confident_right,
        observe_loss,
        near,
        hint="Think of a row that is almost certain, and right.",
    ),
    Check(
        "the scores stay as they were",
        far_apart,
        call("softmax"),
        all_of(input_alone),
        hint="Think of who else uses the array.",
    ),
]
