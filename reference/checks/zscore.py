"""Checks of ``zscore``: the values themselves, the constant case, and what usually goes wrong on the way there."""

from __future__ import annotations

import numpy as np

from hotseat.reference.check import Case, Check, Kind, Observation, call
from hotseat.reference.compare import input_alone, numbers, raised_sentence, same, short

NEAR = same(rtol=1e-4, atol=1e-4, keep_input=False)
"""Wide enough for a small epsilon in the denominator, narrow enough for every mistake below."""


def inputs_examples(rng: np.random.Generator) -> list[Case]:
    few = int(rng.integers(4, 9))
    return [
        Case((np.array([1.0, 2.0, 3.0, 4.0, 5.0]),), note="five numbers in a row"),
        Case((np.array([2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]),), note="eight numbers whose deviation is 2"),
        Case((np.round(rng.normal(0.0, 10.0, few), 1),), note="a few numbers"),
        Case((rng.exponential(3.0, 40),), note="skewed numbers"),
        Case((-rng.exponential(3.0, 25),), note="negative numbers"),
    ]


def inputs_random(rng: np.random.Generator) -> list[Case]:
    few = np.round(rng.normal(rng.uniform(-50, 50), rng.uniform(2, 30), 9), 1)
    return [
        Case((few,), note="nine random numbers"),
        Case((rng.normal(rng.uniform(-50, 50), rng.uniform(0.5, 30), 200),), note="200 random numbers"),
        Case((rng.normal(rng.uniform(-50, 50), rng.uniform(0.5, 30), 1000),), note="1000 random numbers"),
    ]


def inputs_constant(rng: np.random.Generator) -> list[Case]:
    value = float(rng.integers(-64, 64)) / 4
    return [
        Case((np.full(3, 3.0),), note="the same number three times"),
        Case((np.zeros(4),), note="nothing but zeros"),
        Case((np.full(8, value),), note="one number repeated"),
    ]


def inputs_single(rng: np.random.Generator) -> list[Case]:
    return [
        Case((np.array([float(rng.integers(-9, 9))]),), note="an array of one number"),
        Case((np.array([7.5]),), note="an array of one number"),
    ]


def inputs_whole(rng: np.random.Generator) -> list[Case]:
    return [
        Case((np.array([1, 2, 3, 4]),), note="an array of integers"),
        Case((rng.integers(-20, 20, 15),), note="an array of integers"),
        Case((rng.integers(0, 255, 30).astype(np.uint8),), note="an array of unsigned integers"),
    ]


def inputs_offset(rng: np.random.Generator) -> list[Case]:
    return [
        Case((1e6 + rng.normal(0.0, 1.0, 50),), note="numbers near a million that differ by about one"),
        Case((1e8 + rng.normal(0.0, 1.0, 80),), note="numbers near a hundred million that differ by about one"),
        Case((-1e7 + rng.normal(0.0, 2.0, 30),), note="numbers far below zero that differ by about two"),
    ]


def inputs_narrow(rng: np.random.Generator) -> list[Case]:
    return [
        Case((rng.normal(0.0, 2e-3, 20),), note="numbers that differ by thousandths"),
        Case((5.0 + rng.normal(0.0, 3e-3, 12),), note="numbers near five that differ by thousandths"),
        Case((rng.normal(0.0, 1e-4, 20),), note="numbers that differ by ten-thousandths"),
    ]


def inputs_long(rng: np.random.Generator) -> list[Case]:
    return [Case((rng.normal(3.0, 2.0, int(rng.integers(5_000, 10_000))),), note="several thousand numbers")]


def holds_standardised(case: Case, got: Observation, want: Observation) -> str | None:
    """The promise itself: mean 0 and deviation 1, whatever the formula."""
    if got.raised is not None:
        return raised_sentence(got.raised)
    values = numbers(got.value)
    if values is None or values.shape != case.args[0].shape:
        return f"The answer is {short(got.value)} where {case.args[0].size} numbers were expected."
    if not np.isfinite(values).all():
        return Kind("The answer holds nan or infinity.")
    if abs(values.mean()) > 1e-6:
        return f"The mean of the answer is {values.mean():.4g} where 0 was expected."
    if abs(values.std() - 1.0) > 1e-4:
        return f"The standard deviation of the answer is {values.std():.6g} where 1 was expected."
    return None


ZSCORE = call("zscore")

CHECKS = [
    Check("the values are (x - mean) / std", inputs_examples, ZSCORE, NEAR, visible=True, weight=3),
    Check(
        "random numbers come out with mean 0 and deviation 1",
        inputs_random,
        ZSCORE,
        holds_standardised,
        visible=True,
        weight=2,
    ),
    Check("a constant input gives zeros", inputs_constant, ZSCORE, NEAR, visible=True, weight=2),
    Check(
        "a single number gives zero",
        inputs_single,
        ZSCORE,
        NEAR,
        hint="What is the standard deviation of one number?",
    ),
    Check(
        "whole numbers give fractions",
        inputs_whole,
        ZSCORE,
        same(rtol=1e-4, atol=1e-4, dtype="float", keep_input=False),
        weight=1.5,
        hint="Think about the dtype your result is stored in.",
    ),
    Check(
        "the array passed in stays as it was",
        inputs_random,
        ZSCORE,
        input_alone,
        hint="Compare the array before and after the call.",
    ),
    Check(
        "numbers far from zero keep their spread",
        inputs_offset,
        ZSCORE,
        NEAR,
        weight=1.5,
        hint="Shift an example by a hundred million: the z-scores should not change.",
    ),
    Check(
        "a small spread is not taken for none",
        inputs_narrow,
        ZSCORE,
        same(rtol=5e-3, atol=1e-4, keep_input=False),
        hint="Measure something in metres instead of millimetres: the z-scores should not change.",
    ),
    Check("long arrays come out right", inputs_long, ZSCORE, NEAR, weight=0.5, hint="Try several thousand numbers."),
]
