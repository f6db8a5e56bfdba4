"""Checks of ``first-steps``: a few numbers, so that a verdict has something to show."""

from __future__ import annotations

import numpy as np

from hotseat.reference.check import Case, Check, call
from hotseat.reference.compare import same

DOUBLE = call("double")


def inputs_whole(rng: np.random.Generator) -> list[Case]:
    return [Case((5,), note="five"), Case((int(rng.integers(6, 99)),), note="a larger number")]


def inputs_other(rng: np.random.Generator) -> list[Case]:
    return [Case((-1,), note="a negative number"), Case((0,), note="zero"), Case((0.25,), note="a fraction")]


CHECKS = [
    Check("whole numbers are doubled", inputs_whole, DOUBLE, same(), visible=True, weight=2),
    Check("zero, negative numbers and fractions too", inputs_other, DOUBLE, same(), visible=True),
]
