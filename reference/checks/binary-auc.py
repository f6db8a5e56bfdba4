"""Checks of ``binary_auc``: the area, ties, order, few positives, and inputs that make no sense.

Scores lie between 0 and 1 throughout, so that a submission which insists on probabilities is as welcome as one which
takes any number.
"""

from __future__ import annotations

import numpy as np

from hotseat.reference.check import Case, Check, Kind, Observation, call
from hotseat.reference.compare import close_scalar, input_alone, numbers, raises


def _labels(rng: np.random.Generator, n: int, positives: int) -> np.ndarray:
    labels = np.zeros(n, dtype=int)
    labels[rng.permutation(n)[:positives]] = 1
    return labels


def _scores(rng: np.random.Generator, labels: np.ndarray, pull: float = 0.25) -> np.ndarray:
    """Scores between 0 and 1, those of the positives somewhat higher."""
    return np.clip(rng.random(labels.size) * (1 - pull) + pull * labels, 0.0, 1.0)


def inputs_small(rng: np.random.Generator) -> list[Case]:
    n = int(rng.integers(7, 11))
    few = _labels(rng, n, n // 2)
    labels = _labels(rng, 30, 13)
    return [
        Case((np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8])), note="four rows"),
        Case((np.array([1, 0, 1, 0, 1]), np.array([0.9, 0.6, 0.6, 0.2, 0.1])), note="five rows, two scores tied"),
        Case((few, _scores(rng, few).round(2)), note="a few random scores"),
        Case((labels, _scores(rng, labels)), note="random scores"),
    ]


def inputs_corners(rng: np.random.Generator) -> list[Case]:
    labels = _labels(rng, 12, 5)
    apart = (np.where(labels == 1, 0.6, 0.1) + rng.random(12) * 0.3).round(2)
    return [
        Case((labels, apart), note="every positive above every negative"),
        Case((1 - labels, apart), note="every positive below every negative"),
        Case((labels, np.full(12, 0.3)), note="all scores equal"),
    ]


def inputs_tied(rng: np.random.Generator) -> list[Case]:
    rounded, yes_no = _labels(rng, 200, 80), _labels(rng, 50, 21)
    blocks = np.repeat([0, 1, 0, 1], 5)
    return [
        Case((rounded, _scores(rng, rounded).round(1)), note="scores rounded to one digit"),
        Case((yes_no, (rng.random(50) < 0.3 + 0.4 * yes_no).astype(float)), note="scores of only 0 and 1"),
        Case((blocks, np.repeat([0.2, 0.2, 0.7, 0.7], 5)), note="ties with the negatives first"),
        Case((blocks[::-1].copy(), np.repeat([0.2, 0.2, 0.7, 0.7], 5)), note="ties with the positives first"),
    ]


def inputs_order(rng: np.random.Generator) -> list[Case]:
    labels = _labels(rng, 40, 15)
    scores = _scores(rng, labels).round(1)
    shuffles = [np.argsort(scores), np.argsort(-scores), rng.permutation(40), rng.permutation(40)]
    notes = ["rows by rising score", "rows by falling score", "rows in random order", "rows in another random order"]
    return [Case((labels[rows], scores[rows]), note=note) for rows, note in zip(shuffles, notes, strict=True)]


def inputs_squeezed(rng: np.random.Generator) -> list[Case]:
    labels = _labels(rng, 80, 30)
    scores = _scores(rng, labels)
    return [
        Case((labels, scores), note="scores over the whole range"),
        Case((labels, scores * 0.004 + 0.5), note="scores in the same order within a narrow range"),
        Case((labels, scores * 1e-9 + 0.5), note="scores that differ by less than a thousand-millionth"),
        Case((labels, scores**3), note="scores in the same order, bent"),
    ]


def inputs_rare(rng: np.random.Generator) -> list[Case]:
    one, few, most = _labels(rng, 300, 1), _labels(rng, 2000, 20), _labels(rng, 500, 490)
    but_one = 1 - one
    return [
        Case((one, _scores(rng, one)), note="one positive among many rows"),
        Case((but_one, _scores(rng, but_one)), note="one negative among many rows"),
        Case((few, _scores(rng, few)), note="one positive in a hundred rows"),
        Case((most, _scores(rng, most).round(2)), note="rows with hardly any negatives among them"),
        Case((few.astype(float), _scores(rng, few)), note="labels 0.0 and 1.0"),
    ]


def inputs_unchanged(rng: np.random.Generator) -> list[Case]:
    labels = _labels(rng, 30, 12)
    return [Case((labels, _scores(rng, labels)), note="random scores")]


def inputs_shapes(rng: np.random.Generator) -> list[Case]:
    labels = np.resize([0, 1], int(rng.integers(8, 15)))
    return [Case((labels, rng.random(labels.size - 1).round(2)), note="one score fewer than labels")]


def inputs_labels(rng: np.random.Generator) -> list[Case]:
    three = rng.permutation([0, 0, 1, 1, 2, 2, 1, 0])
    return [
        Case((three, rng.random(8)), note="a label 2 beside 0 and 1"),
        Case((rng.permutation([0.0, 1.0, 0.5, 1.0, 0.0]), rng.random(5)), note="a label of one half"),
    ]


def inputs_not_a_number(rng: np.random.Generator) -> list[Case]:
    labels = _labels(rng, 14, 6)
    scores = _scores(rng, labels)
    scores[int(rng.integers(0, 14))] = np.nan
    return [Case((labels, scores), note="a score that is not a number")]


def inputs_one_class(rng: np.random.Generator) -> list[Case]:
    return [
        Case((np.ones(6, dtype=int), rng.random(6)), note="positives only"),
        Case((np.zeros(6, dtype=int), rng.random(6)), note="negatives only"),
    ]


def holds_no_area(case: Case, got: Observation, want: Observation) -> str | None:
    """An answer that says so: nan, a refusal, or a division by the nothing that there is. Other errors are accidents."""
    if got.raised is not None:
        return raises("ValueError", "AssertionError", "ArithmeticError", keep_input=False)(case, got, want)
    found = numbers(got.value)
    if found is None or found.ndim or not np.isnan(found):
        return Kind("It returned something other than nan where there is no area; a ValueError or nan was expected.")
    return None


AUC = call("binary_auc")
REFUSES = raises("ValueError", "TypeError", "AssertionError", keep_input=False)
"""What a check of the input may look like; an IndexError further down is an accident."""

CHECKS = [
    Check("the area under the curve is right", inputs_small, AUC, close_scalar(), visible=True, weight=3),
    Check(
        "perfect, reversed and constant scores give 1, 0 and one half",
        inputs_corners,
        AUC,
        close_scalar(),
        visible=True,
        weight=2,
    ),
    Check(
        "scores and labels of different lengths are refused",
        inputs_shapes,
        AUC,
        REFUSES,
        visible=True,
    ),
    Check(
        "tied scores count half",
        inputs_tied,
        AUC,
        close_scalar(),
        weight=3,
        hint="Think of many rows that share one score, some positive and some negative.",
    ),
    Check(
        "the order of the rows makes no difference",
        inputs_order,
        AUC,
        close_scalar(),
        hint="Shuffle the rows of an example with ties, and compare.",
    ),
    Check(
        "only the order of the scores counts",
        inputs_squeezed,
        AUC,
        close_scalar(),
        hint="Try scores that all lie close together.",
    ),
    Check(
        "a rare class comes out right",
        inputs_rare,
        AUC,
        close_scalar(),
        hint="Try one positive among many negatives, and the other way round.",
    ),
    Check(
        "labels other than 0 and 1 are refused",
        inputs_labels,
        AUC,
        REFUSES,
        hint="Look at the values of the labels before you count them.",
    ),
    Check(
        "a score that is not a number gives no area",
        inputs_not_a_number,
        AUC,
        holds_no_area,
        hint="Ask where a score that is not a number would end up in the order.",
    ),
    Check(
        "a single class gives no area",
        inputs_one_class,
        AUC,
        holds_no_area,
        hint="Ask what the curve is when one of its axes has nothing to count.",
    ),
    Check(
        "the arrays passed in stay as they were",
        inputs_unchanged,
        AUC,
        input_alone,
        hint="Compare the arrays before and after the call.",
    ),
]
