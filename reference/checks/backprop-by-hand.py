"""Checks of a network's loss and gradients by hand, and of the numerical gradient that they are tested with."""

import numpy as np

from hotseat.reference.check import Case, Check, Kind, call
from hotseat.reference.compare import input_alone, numbers, raised_sentence

RTOL, ATOL = 1e-7, 1e-11
"""Other orders of summing differ by about 1e-15; a wrong factor, mask or sign by far more."""
NAMES = ("W1", "b1", "W2", "b2")


def observe_slopes(candidate, x, power, step):
    """The numerical gradient of the sum of a power of the entries, and what it was asked at."""
    kept = x.copy()
    found = candidate.numerical_gradient(lambda v: float((v**power).sum()), x, step)
    return found, bool((x == kept).all())


def observe_default_step(candidate, x):
    return candidate.numerical_gradient(lambda v: float((v[0] * v[1] + v[1] ** 2).sum()), x)


def pair(got):
    """Loss and gradients, or a sentence."""
    if got.raised:
        return raised_sentence(got.raised)
    if not isinstance(got.value, tuple | list) or len(got.value) != 2:
        return Kind("The answer should be a pair of the loss and the gradients.")
    if not isinstance(got.value[1], dict) or set(got.value[1]) != set(NAMES):
        return Kind("The gradients should be a dictionary with the keys W1, b1, W2 and b2.")
    return tuple(got.value)


def same_loss(case, got, want):
    found = pair(got)
    if isinstance(found, str):
        return found
    loss = numbers(found[0])
    if loss is None or loss.ndim or not np.isfinite(loss):
        return Kind("The loss should be one finite number.")
    if not np.isclose(loss, want.value[0], rtol=RTOL, atol=ATOL):
        return Kind(
            "The loss is not what it should be.",
            full=f"The loss is {float(loss):.8g} where {want.value[0]:.8g} was expected.",
        )
    return None


def same_gradients(case, got, want):
    found = pair(got)
    if isinstance(found, str):
        return found
    for name in reversed(NAMES):
        gradient, wanted = numbers(found[1][name]), want.value[1][name]
        if gradient is None or gradient.shape != wanted.shape:
            return Kind(f"The gradient of {name} should be an array in the shape of {name}.")
        if not np.isfinite(gradient).all():
            return Kind(f"The gradient of {name} is not finite.")
        off = ~np.isclose(gradient, wanted, rtol=RTOL, atol=ATOL)
        if off.any():
            place = tuple(int(k) for k in np.argwhere(off)[0])
            return Kind(
                f"The gradient of {name} is not what it should be.",
                full=f"The gradient of {name} at {place} is {gradient[place]:.8g} where {wanted[place]:.8g} was expected.",
            )
    return None


def both(case, got, want):
    return same_loss(case, got, want) or same_gradients(case, got, want)


def near(accuracy):
    """The slopes are the true ones to this accuracy, and the point was not moved."""

    def holds(case, got, want):
        if got.raised:
            return raised_sentence(got.raised)
        x, power, _ = case.args
        gradient = numbers(got.value[0])
        if gradient is None or gradient.shape != x.shape:
            return Kind("The numerical gradient should be an array in the shape of x.")
        if not np.allclose(gradient, power * x ** (power - 1), rtol=0, atol=accuracy):
            return Kind("The numerical gradient is not near enough to the true one.")
        return None if got.value[1] else Kind("x was changed.")

    return holds


def true_slope(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    gradient, x = numbers(got.value), case.args[0]
    if gradient is None or gradient.shape != x.shape:
        return Kind("The numerical gradient should be an array in the shape of x.")
    wanted = np.stack([x[1], x[0] + 2 * x[1]])
    return (
        None if np.allclose(gradient, wanted, atol=1e-6) else Kind("The numerical gradient is not near the true one.")
    )


def network(rng, d, h, scale=1.0):
    return {
        "W1": scale * rng.standard_normal((d, h)),
        "b1": scale * rng.standard_normal(h),
        "W2": scale * rng.standard_normal((h, 1)),
        "b2": scale * rng.standard_normal(1),
    }


def batch(rng, n, d, h, scale=1.0):
    return network(rng, d, h, scale), rng.standard_normal((n, d)), rng.integers(0, 2, n)


def small(rng):
    return [Case(batch(rng, 3, 2, 2), note="three rows, two inputs, two hidden units")]


def ordinary(rng):
    return [
        Case(batch(rng, n, d, h), note=f"{n} rows, {d} inputs, {h} hidden units")
        for n, d, h in ((8, 3, 5), (25, 6, 4), (7, 7, 7), (4, 1, 3))
    ]


def twice(rng):
    params, X, y = batch(rng, 6, 3, 4)
    return [Case((params, np.concatenate([X, X]), np.concatenate([y, y])), note="every row twice")]


def single(rng):
    return [
        Case(batch(rng, 1, 3, 4), note="one row"),
        Case(
            (network(rng, 2, 1) | {"b1": np.array([9.0])}, rng.standard_normal((5, 2)), rng.integers(0, 2, 5)),
            note="one unit",
        ),
    ]


def sure(rng):
    params, X, y = batch(rng, 8, 3, 4)
    shifted = [params | {"b2": np.array([float(b)])} for b in (900, -900)]
    large = network(rng, 3, 4, scale=60.0)
    return [
        Case((shifted[0], X, y), note="scores near 900"),
        Case((shifted[1], X, y), note="scores near -900"),
        Case((large, X, y), note="large scores of both signs"),
    ]


def dead(rng):
    params, X, y = batch(rng, 6, 3, 4)
    params["b1"] = params["b1"].copy()
    params["b1"][[0, 2]] = -50.0
    return [Case((params, X, y), note="hidden units that never fire")]


def one_class(rng):
    params, X, _ = batch(rng, 6, 3, 4)
    return [Case((params, X, np.full(6, label)), note=f"all labels {label}") for label in (0, 1)]


def whole(rng):
    params, _, y = batch(rng, 6, 3, 4)
    X = rng.integers(-3, 4, (6, 3))
    return [
        Case((params, X, y), note="whole numbers as inputs"),
        Case((params, X.astype(float), y.astype(float)), note="labels as floats"),
    ]


def slopes(rng):
    return [
        Case((rng.uniform(1, 2, (2, 3)), 2, 1e-5), note="a table of two rows"),
        Case((rng.uniform(1, 2, 4), 2, 1e-5), note="a vector"),
        Case((rng.uniform(1, 2, (2, 2, 2)), 2, 1e-5), note="three dimensions"),
    ]


def steep(rng):
    return [Case((rng.uniform(1, 2, (3, 2)), 3, 1e-3), note="a cubic function and a larger step")]


def mixed(rng):
    return [Case((rng.uniform(1, 2, (2, 3)),), note="the step left out")]


answer = call("loss_and_gradients")
CHECKS = [
    Check("the loss of a small batch", small, answer, same_loss, visible=True),
    Check("the gradients of a small batch", small, answer, same_gradients, visible=True),
    Check(
        "the loss of batches of any size",
        ordinary,
        answer,
        same_loss,
        weight=2,
        hint="Is the loss a mean, and do score and labels have the same shape?",
    ),
    Check(
        "the gradients of batches of any size",
        ordinary,
        answer,
        same_gradients,
        weight=3,
        hint="Compare each of the four with a numerical gradient.",
    ),
    Check("every row twice changes nothing", twice, answer, both, hint="What does the mean mean for the gradients?"),
    Check("one row and one hidden unit", single, answer, both, hint="Think of the smallest shapes."),
    Check(
        "very large scores",
        sure,
        answer,
        both,
        weight=2,
        hint="Think of a network that is very sure, rightly or wrongly.",
    ),
    Check("hidden units that never fire", dead, answer, both, hint="What does a unit learn whose output is zero?"),
    Check("all labels of one class", one_class, answer, both, hint="Think of a batch with one class."),
    Check("whole numbers and floats", whole, answer, both, hint="Think of the dtypes of inputs and labels."),
    Check("parameters and batch stay as they were", ordinary, answer, input_alone, hint="Who else uses the arrays?"),
    Check(
        "the numerical gradient in any shape",
        slopes,
        observe_slopes,
        near(1e-6),
        many_answers=True,
        hint="Think of x with one, two or three dimensions, and of leaving x as it was.",
    ),
    Check(
        "the numerical gradient is central",
        steep,
        observe_slopes,
        near(1e-5),
        many_answers=True,
        hint="How does the error depend on the step?",
    ),
    Check(
        "the numerical gradient's own step",
        mixed,
        observe_default_step,
        true_slope,
        many_answers=True,
        hint="Call it without a step.",
    ),
]
