"""Checks of the softmax cross-entropy and its gradient: small tables, large and shifted scores, and tiny probabilities."""

import numpy as np

from hotseat.reference.check import Case, Check, Kind, call
from hotseat.reference.compare import input_alone, numbers, raised_sentence
from hotseat.reference.draws import table

RTOL, ATOL = 1e-7, 1e-12
"""Other ways of summing differ by about 1e-15 of the scores; a wrong factor or sign by far more."""


def parts(got):
    """Loss and gradient, or a sentence where the answer is not a pair."""
    if got.raised:
        return raised_sentence(got.raised)
    if not isinstance(got.value, tuple | list) or len(got.value) != 2:
        return Kind("The answer should be a pair of the loss and the gradient.")
    return tuple(got.value)


def same_loss(case, got, want):
    found = parts(got)
    if isinstance(found, str):
        return found
    loss = numbers(found[0])
    if loss is None or loss.ndim or not np.isfinite(loss):
        return Kind("The loss should be one finite number.")
    if not np.isclose(loss, want.value[0], rtol=RTOL, atol=ATOL):
        return f"The loss is {float(loss):.6g} where {want.value[0]:.6g} was expected."
    return None


def same_gradient(case, got, want):
    found = parts(got)
    if isinstance(found, str):
        return found
    gradient = table(found[1], case.args[0].shape, "the gradient")
    if isinstance(gradient, str):
        return gradient
    off = ~np.isclose(gradient, want.value[1], rtol=RTOL, atol=ATOL)
    if off.any():
        i, j = np.argwhere(off)[0]
        wanted = want.value[1][i, j]
        return f"The gradient at row {i}, column {j} is {gradient[i, j]:.6g} where {wanted:.6g} was expected."
    return None


def both(case, got, want):
    return same_loss(case, got, want) or same_gradient(case, got, want)


def small(rng):
    return [
        Case((rng.standard_normal((2, 3)).round(1), rng.integers(0, 3, 2)), note="two examples, three classes"),
        Case((np.zeros((3, 4)), np.array([0, 3, 1])), note="equal scores"),
    ]


def ordinary(rng):
    cases = []
    for n, k in ((7, 5), (40, 10), (1, 6), (9, 2)):
        logits = 3 * rng.standard_normal((n, k))
        cases.append(Case((logits, rng.integers(0, k, n)), note=f"{n} examples, {k} classes"))
    return cases


def large(rng):
    logits = rng.standard_normal((8, 5))
    targets = rng.integers(0, 5, 8)
    return [
        Case((logits + 5000.0, targets), note="scores of about 5,000"),
        Case((logits - 5000.0, targets), note="scores of about -5,000"),
        Case((1e4 * logits, targets), note="scores far apart"),
    ]


def mixed(rng):
    logits = rng.standard_normal((6, 4)) + np.array([-3000.0, -50.0, 0.0, 50.0, 900.0, 3000.0])[:, None]
    return [Case((logits, rng.integers(0, 4, 6)), note="rows at very different levels")]


def hopeless(rng):
    gap = float(rng.integers(800, 2000))
    return [
        Case((np.array([[0.0, gap], [0.0, gap]]), np.array([0, 1])), note="a right class whose probability underflows"),
        Case((np.array([[0.0, -40.0, -45.0]]), np.array([2])), note="a right class of tiny probability"),
    ]


def single(rng):
    return [Case((rng.standard_normal((4, 1)), np.zeros(4, dtype=int)), note="a single class")]


def whole(rng):
    return [Case((rng.integers(-4, 5, (5, 3)), rng.integers(0, 3, 5)), note="whole-number scores")]


CHECKS = [
    Check("the loss of a few examples", small, call("softmax_cross_entropy"), same_loss, visible=True),
    Check("the gradient of a few examples", small, call("softmax_cross_entropy"), same_gradient, visible=True),
    Check(
        "the loss for any number of examples and classes",
        ordinary,
        call("softmax_cross_entropy"),
        same_loss,
        weight=2,
        hint="Is the loss a mean, and over what?",
    ),
    Check(
        "the gradient for any number of examples and classes",
        ordinary,
        call("softmax_cross_entropy"),
        same_gradient,
        weight=2,
        hint="Compare it with the slope that you get by moving one score a little.",
    ),
    Check(
        "large scores",
        large,
        call("softmax_cross_entropy"),
        both,
        weight=2,
        hint="Which change of the scores leaves the probabilities as they are?",
    ),
    Check(
        "rows at very different levels",
        mixed,
        call("softmax_cross_entropy"),
        both,
        weight=2,
        hint="Does each row get its own shift?",
    ),
    Check(
        "a right class of vanishing probability",
        hopeless,
        call("softmax_cross_entropy"),
        both,
        weight=2,
        hint="What is the logarithm of a probability that has become zero?",
    ),
    Check(
        "a single class", single, call("softmax_cross_entropy"), both, hint="Think of the smallest number of classes."
    ),
    Check(
        "whole-number scores",
        whole,
        call("softmax_cross_entropy"),
        both,
        hint="Think of the dtype of what you compute with.",
    ),
    Check(
        "the inputs stay as they were",
        ordinary,
        call("softmax_cross_entropy"),
        input_alone,
        hint="Think of who else uses the arrays.",
    ),
]
