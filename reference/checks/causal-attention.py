"""Checks of multi-head causal attention: heads, the mask of the future, padding on either side, and scores of any size."""

import numpy as np

from hotseat.reference.check import Case, Check, Kind, call
from hotseat.reference.compare import input_alone, numbers, raised_sentence

RTOL, ATOL = 1e-8, 1e-10
"""Other orders of summing differ by about 1e-14; a wrong scale, mask or layout by far more."""
NAMES = ("Wq", "Wk", "Wv", "Wo")


def same_output(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    out = numbers(got.value)
    if out is None or out.shape != want.value.shape:
        return Kind("The output should be an array in the shape of x.")
    if not np.isfinite(out).all():
        b, n, _ = (int(one) for one in np.argwhere(~np.isfinite(out))[0])
        return Kind(
            "The output is not finite everywhere.", full=f"The output at sequence {b}, position {n} is not finite."
        )
    off = ~np.isclose(out, want.value, rtol=RTOL, atol=ATOL)
    if off.any():
        b, n, c = (int(one) for one in np.argwhere(off)[0])
        told = f"The output at sequence {b}, position {n}, column {c} is {out[b, n, c]:.6g} where {want.value[b, n, c]:.6g}"
        return Kind("The output is not what it should be.", full=f"{told} was expected.")
    return None


def layer(rng, d, scale=0.6):
    return {name: scale * rng.standard_normal((d, d)) for name in NAMES}


def tokens(rng, b, n, d):
    return rng.standard_normal((b, n, d))


def everything(b, n):
    return np.ones((b, n), dtype=bool)


def small(rng):
    return [Case((tokens(rng, 1, 3, 2), layer(rng, 2), 1, everything(1, 3)), note="three tokens, one head")]


def ordinary(rng):
    return [
        Case(
            (tokens(rng, b, n, d), layer(rng, d), heads, everything(b, n)), note=f"{b} sequences of {n}, {heads} heads"
        )
        for b, n, d, heads in ((2, 5, 6, 3), (3, 4, 8, 2), (1, 7, 4, 4), (2, 6, 5, 1))
    ]


def single(rng):
    return [Case((tokens(rng, 2, 1, 4), layer(rng, 4), 2, everything(2, 1)), note="sequences of one token")]


def right_padding(rng):
    real = np.arange(6) < np.array([6, 3, 1])[:, None]
    return [Case((tokens(rng, 3, 6, 4), layer(rng, 4), 2, real), note="padding at the end")]


def left_padding(rng):
    real = np.arange(6) >= np.array([0, 2, 5])[:, None]
    return [Case((tokens(rng, 3, 6, 4), layer(rng, 4), 2, real), note="padding at the beginning")]


def odd_padding(rng):
    real = np.array([[True, False, True, True, False], [False, True, False, False, True]])
    none = np.array([[False] * 5, [True] * 5])
    return [
        Case((tokens(rng, 2, 5, 4), layer(rng, 4), 2, real), note="gaps in the middle"),
        Case((tokens(rng, 2, 5, 4), layer(rng, 4), 2, none), note="a sequence that is all padding"),
    ]


def garbage(rng):
    cases = []
    for wild in (np.nan, np.inf, 1e6, 1e30):
        x = tokens(rng, 2, 5, 4)
        real = np.arange(5) < np.array([3, 4])[:, None]
        x[~real] = wild
        cases.append(Case((x, layer(rng, 4), 2, real), note=f"{wild} at the padding"))
    return cases


def large(rng):
    weights = layer(rng, 4)
    huge = weights | {"Wq": 60 * weights["Wq"], "Wk": 60 * weights["Wk"]}
    return [
        Case((tokens(rng, 2, 6, 4), huge, 2, everything(2, 6)), note="scores in the thousands"),
        Case((tokens(rng, 2, 6, 4), huge | {"Wk": -huge["Wq"]}, 2, everything(2, 6)), note="scores far below zero"),
    ]


answer = call("causal_attention")
CHECKS = [
    Check("three tokens and one head", small, answer, same_output, visible=True),
    Check(
        "several sequences and heads",
        ordinary,
        answer,
        same_output,
        weight=3,
        hint="Write down the shape after each step: which columns belong to which head?",
    ),
    Check("a single token", single, answer, same_output, hint="Think of the shortest sequence."),
    Check(
        "padding at the end",
        right_padding,
        answer,
        same_output,
        weight=2,
        hint="Who may look at padding, and what comes out where there is padding?",
    ),
    Check(
        "padding at the beginning",
        left_padding,
        answer,
        same_output,
        weight=2,
        hint="What does the first token see if it is padding itself?",
    ),
    Check("padding in odd places", odd_padding, answer, same_output, hint="Where may padding stand?"),
    Check(
        "whatever stands at the padding does not matter",
        garbage,
        answer,
        same_output,
        weight=2,
        hint="What is zero times a number that is none?",
    ),
    Check("scores in the thousands", large, answer, same_output, weight=2, hint="What is exp of a thousand?"),
    Check(
        "the inputs stay as they were", right_padding, answer, input_alone, hint="Think of who else uses the arrays."
    ),
]
