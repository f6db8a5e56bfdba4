"""Checks of a mended heuristic: each word is said for its columns, constants before all, and the bounds belong to them."""

import numpy as np

from hotseat.reference.check import Case, Check
from hotseat.reference.compare import all_of, input_alone, same


def observe_kind(candidate, column):
    found = candidate.kind_of(column)
    return str.__str__(found) if isinstance(found, str) else str(found)


def observe_division(candidate, column):
    """The word, or the error where something was divided by nought."""
    import numpy as np

    with np.errstate(divide="raise", invalid="raise"):
        found = candidate.kind_of(column)
    return str.__str__(found) if isinstance(found, str) else str(found)


def sigmoids(rng):
    x = rng.normal(0, 2, 80)
    return [
        Case((1 / (1 + np.exp(-x)),), note="a sigmoid of normal numbers"),
        Case((1 / (1 + np.exp(-3 * x + 1)),), note="a steep sigmoid"),
    ]


def tanhs(rng):
    x = rng.normal(0, 2, 80)
    return [
        Case((np.tanh(x),), note="a tanh of normal numbers"),
        Case((0.2 * np.tanh(x) - 0.5,), note="negative values alone, within the bounds"),
    ]


def constants(rng):
    return [
        Case((np.full(40, 7.0),), note="a column that is 7 everywhere"),
        Case((np.full(40, -250.0),), note="a constant below the bounds"),
        Case((np.zeros(12),), note="a column of noughts"),
    ]


def inner_constants(rng):
    return [
        Case((np.full(40, 0.5),), note="a constant between 0 and 1"),
        Case((np.full(40, -0.5),), note="a constant between -1 and 0"),
        Case((np.array([3.0]),), note="a single value"),
    ]


def rounded_constants(rng):
    return [
        Case((np.full(100, 0.1),), note="a constant whose mean is rounded"),
        Case((np.full(7, 3.3),), note="another constant whose mean is rounded"),
    ]


def nearly_constant(rng):
    column = np.full(50, 4.0)
    column[int(rng.integers(50))] = 4.0 + 1e-9
    return [
        Case((column,), note="a column with one value that differs"),
        Case((1e-6 * np.tanh(rng.normal(0, 1, 50)),), note="values that are all tiny"),
    ]


def exact_bounds(rng):
    x = np.round(np.tanh(rng.normal(0, 2, 60)), 3)
    x[:2] = -1.0, 1.0
    s = np.round(rng.random(60), 3)
    s[:2] = 0.0, 1.0
    return [
        Case((rng.permutation(x),), note="values that reach -1 and 1"),
        Case((rng.permutation(s),), note="values that reach 0 and 1"),
        Case((np.array([0.2, 0.6, 1.0001]),), note="one value just above 1"),
        Case((np.array([0.2, 0.6, -1.0001]),), note="one value just below -1"),
        Case((np.array([0.2, 0.6, -0.0001]),), note="one value just below 0"),
    ]


def unbounded(rng):
    skewed = np.exp(rng.normal(1, 1, 120))
    return [
        Case((skewed,), note="positive and skewed to the right"),
        Case((-skewed,), note="negative and skewed to the left"),
        Case((skewed - 1.5 * skewed.min(),), note="skewed to the right, with a negative value"),
        Case((skewed - skewed.min(),), note="skewed to the right, from nought upwards"),
        Case((rng.uniform(3, 9, 120),), note="positive and not skewed"),
        Case((rng.normal(0, 5, 120),), note="symmetric about nought"),
        Case((20.0 - skewed / skewed.max() * 15,), note="positive and skewed to the left"),
    ]


def mild(rng):
    return [
        Case((np.array([2.0] * 3 + [3.0] * 5 + [4.0] * 3 + [6.0]),), note="positive, skewed by more than 1"),
        Case((np.array([2.0] * 3 + [3.0] * 3 + [4.0] * 3 + [5.5]),), note="positive, skewed by less than 1"),
        Case((np.array([2.0] * 2 + [3.0] * 3 + [4.0] * 2 + [6.0]),), note="few values, skewed by a little less than 1"),
    ]


CHECKS = [
    Check("a sigmoid is called a sigmoid", sigmoids, observe_kind, same(), visible=True, weight=2),
    Check("a constant column is called constant", constants, observe_kind, same(), visible=True, weight=2),
    Check("a tanh is still a tanh", tanhs, observe_kind, same(), visible=True),
    Check(
        "nothing is divided by nought",
        constants,
        observe_division,
        same(),
        hint="Think of the warning that was printed.",
    ),
    Check(
        "a constant within the bounds is constant first",
        inner_constants,
        observe_kind,
        same(),
        weight=2,
        hint="Think of constants for which another rule holds as well.",
    ),
    Check(
        "a constant is told exactly",
        rounded_constants,
        observe_kind,
        same(),
        hint="Think of what rounding does to the mean of equal numbers.",
    ),
    Check(
        "a column that hardly varies is not constant",
        nearly_constant,
        observe_kind,
        same(),
        hint="Think of a column in which nearly all values are equal, and of very small numbers.",
    ),
    Check("the bounds belong to the intervals", exact_bounds, observe_kind, same(), hint="Think of saturated values."),
    Check(
        "columns without bounds are exponential or linear",
        unbounded,
        observe_kind,
        same(),
        hint="Think of skewness to both sides, and of the sign.",
    ),
    Check(
        "the threshold of the skewness is where it was",
        mild,
        observe_kind,
        same(),
        hint="Think of which skewness is meant, and of columns that are skewed a little.",
    ),
    Check(
        "the column stays as it was",
        unbounded,
        observe_kind,
        all_of(input_alone),
        hint="Think of who else uses the column.",
    ),
]
