"""Checks of the logistic regression: its four functions, and what the fitted weights achieve.

The scale of the penalty is the candidate's to choose, so the penalty is held to its law and the fit to the candidate's
own loss: no weight vector is compared where the scale would enter.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from hotseat.reference.check import Case, Check, Kind, Observation, call
from hotseat.reference.compare import close_scalar, input_alone, numbers, raised_sentence, same

PENALTIES = (0.0, 0.3, 0.6, 3.0)


def observe_penalties(candidate, X, y, weights, lambdas):
    """The loss for each of several weight vectors and each lambda, as a table."""
    return [[candidate.loss(X, y, w, lambda_) for lambda_ in lambdas] for w in weights]


def observe_fits(candidate, X, y, settings):
    """The weights from one fit per setting of (lr, epochs, lambda_, tol)."""
    return [candidate.fit_logreg(X, y, *setting) for setting in settings]


def observe_fit_and_losses(candidate, X, y, setting, step):
    """The fitted weights, and the candidate's own loss one step to either side along every axis."""
    import numpy as np

    lr, epochs, lambda_, tol = setting
    w = np.array(candidate.fit_logreg(X, y, lr, epochs, lambda_, tol), dtype=float)
    around = []
    for axis in range(w.size):
        for sign in (-1.0, 1.0):
            moved = w.copy()
            moved.flat[axis] += sign * step
            around.append(candidate.loss(X, y, moved, lambda_))
    return [w, around]


def observe_settings(candidate, X, y):
    """The weights from the settings left out, twice, and from the settings that were asked for as defaults."""
    asked = {"lr": 0.1, "epochs": 1000, "lambda_": 0.0, "tol": 1e-6}
    return [candidate.fit_logreg(X, y, **settings) for settings in ({}, {}, asked)]


def _table(rng: np.random.Generator, n: int, d: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows of two overlapping classes, so that the best weights are finite."""
    X = rng.normal(size=(n, d))
    w = rng.choice([-1.0, 1.0], d) * rng.uniform(0.6, 1.3, d)
    y = (rng.random(n) < 1.0 / (1.0 + np.exp(-X @ w))).astype(int)
    return X, y


def inputs_sigmoid(rng: np.random.Generator) -> list[Case]:
    return [
        Case((np.array([-2.0, -1.0, 0.0, 1.0, 2.0]),), note="five numbers"),
        Case((rng.normal(size=40) * 3,), note="random numbers"),
        Case((rng.normal(size=(6, 4)),), note="a table of numbers"),
    ]


def inputs_probabilities(rng: np.random.Generator) -> list[Case]:
    return [
        Case((np.array([[1.0, 2.0], [-1.0, 0.5], [0.0, 0.0]]), np.array([1.0, -0.5])), note="three rows"),
        Case((rng.normal(size=(30, 5)), rng.normal(size=5)), note="random rows"),
        Case((rng.normal(size=(8, 1)), rng.normal(size=1)), note="a single feature"),
    ]


def inputs_losses(rng: np.random.Generator) -> list[Case]:
    X, y = _table(rng, 40, 3)
    return [
        Case((np.array([[1.0], [2.0]]), np.array([0, 1]), np.array([0.5])), note="two rows"),
        Case((X, y, np.zeros(3)), note="weights of zero"),
        Case((X, y.astype(float), rng.normal(size=3)), note="random weights"),
    ]


def inputs_fit(rng: np.random.Generator) -> list[Case]:
    X, y = _table(rng, 200, 4)
    return [Case((X, y), note="two classes that overlap, default settings")]


def inputs_settings(rng: np.random.Generator) -> list[Case]:
    X, y = _table(rng, 100, 3)
    return [
        Case((X, y), note="a loss that levels off before the last epoch"),
        Case((0.2 * X, y), note="a loss that still falls after the last epoch"),
    ]


def inputs_steps(rng: np.random.Generator) -> list[Case]:
    """Small features and long steps: the weights end a hundred times as far from zero as starts at random are, and the
    loss falls at every step, since its curvature times lr stays far below 2."""
    X, y = _table(rng, 60, 3)
    scale = float(rng.uniform(8e-4, 1.2e-3))
    first, second = int(rng.integers(35, 45)), int(rng.integers(75, 85))
    settings = [(lr, epochs, 0.0, 1e-12) for lr in (4e3, 1e4) for epochs in (first, second)]
    return [Case((scale * X, y, settings), note="small features, long steps, and two numbers of epochs")]


def inputs_extreme_z(rng: np.random.Generator) -> list[Case]:
    far = np.sort(rng.uniform(700.0, 5000.0, 3))
    return [
        Case((np.array([-1000.0, 1000.0]),), note="numbers of a thousand"),
        Case((np.concatenate([-far, far]),), note="numbers far from zero"),
    ]


def inputs_extreme_loss(rng: np.random.Generator) -> list[Case]:
    X = np.array([[1.0], [-1.0], [1.0]]) * float(rng.uniform(800.0, 3000.0))
    return [
        Case((X, np.array([0, 1, 0]), np.array([1.0])), note="a model that is certain and wrong on every row"),
        Case((X, np.array([1, 0, 1]), np.array([1.0])), note="a model that is certain and right on every row"),
    ]


def inputs_penalty(rng: np.random.Generator) -> list[Case]:
    X, y = _table(rng, 40, 4)
    w = rng.normal(size=4) + np.array([1.0, 0.0, 0.0, 0.0])
    turned = rng.normal(size=4)
    turned *= np.linalg.norm(w) / np.linalg.norm(turned)
    return [
        Case(
            (X, y, [w, 2 * w, turned], list(PENALTIES)),
            note="a weight vector, twice that vector, and another of its length",
        )
    ]


def inputs_optimum(rng: np.random.Generator) -> list[Case]:
    X, y = _table(rng, 120, 3)
    shifted, z = _table(rng, 150, 4)
    return [
        Case((X, y, [(0.5, 2500, 0.0, 1e-10)]), note="many epochs and a tiny tolerance"),
        Case((shifted + 0.5, z, [(0.3, 4000, 0.0, 1e-10)]), note="features whose mean is not zero"),
    ]


def inputs_penalised_optimum(rng: np.random.Generator) -> list[Case]:
    X, y = _table(rng, 60, 3)
    return [
        Case((X, y, (0.2, 2500, 0.5, 1e-11), 1e-4), note="a moderate penalty"),
        Case((X, y, (0.1, 2500, 3.0, 1e-11), 1e-4), note="a strong penalty"),
    ]


def inputs_shrinkage(rng: np.random.Generator) -> list[Case]:
    X, y = _table(rng, 40, 3)
    settings = [(0.1, 2500, lambda_, 1e-9) for lambda_ in (0.0, 1.0, 3.0)]
    return [Case((X, y, settings), note="a growing penalty")]


def inputs_plateau(rng: np.random.Generator) -> list[Case]:
    """One strong feature, and one on so small a scale that its weight still moves long after the loss has levelled off."""
    n = 200
    X = rng.normal(size=(n, 2)) * np.array([1.0, 0.05])
    sides = np.sign(X[:, 1])
    y = ((X[:, 0] + 2.0 * sides + rng.logistic(size=n) * 0.6) > 0).astype(int)
    return [Case((X, y, [(0.1, 600, 0.0, 1e-3), (0.1, 8000, 0.0, 1e-3)]), note="a loss that levels off early")]


def inputs_unchanged(rng: np.random.Generator) -> list[Case]:
    X, y = _table(rng, 50, 3)
    return [Case((X + 2.0, y.astype(float), 0.1, 200, 0.1), note="features whose mean is not zero")]


def _weights(value: Any, d: int) -> np.ndarray | None:
    found = numbers(value)
    return found.ravel() if found is not None and found.size == d and np.isfinite(found).all() else None


def _mean_loss(X: np.ndarray, y: np.ndarray, w: np.ndarray) -> float:
    z = X @ w
    return float(np.mean(np.logaddexp(0.0, z) - y * z))


def _gradient(X: np.ndarray, y: np.ndarray, w: np.ndarray) -> np.ndarray:
    return X.T @ (0.5 * (1.0 + np.tanh(0.5 * (X @ w))) - y) / len(y)


def holds_default_fit(case: Case, got: Observation, want: Observation) -> str | None:
    """The loss comes within 0.02 of the reference's, which is at the optimum to four digits."""
    if got.raised is not None:
        return raised_sentence(got.raised)
    X, y = case.args
    w = _weights(got.value, X.shape[1])
    if w is None:
        return f"The weights are not {X.shape[1]} finite numbers."
    here, best = _mean_loss(X, y, w), _mean_loss(X, y, want.value)
    if here > best + 0.02:
        return f"The loss at the weights is {here:.4f}, where {best:.4f} can be reached."
    return None


def holds_settings(case: Case, got: Observation, want: Observation) -> str | None:
    """Settings left out act like those of the signature; where the start is random, nothing can be told."""
    if got.raised is not None:
        return raised_sentence(got.raised)
    first, second, asked = (_weights(value, case.args[0].shape[1]) for value in got.value)
    if first is None or second is None or asked is None:
        return f"The weights are not {case.args[0].shape[1]} finite numbers."
    if np.array_equal(first, second) and not np.allclose(first, asked, rtol=1e-6, atol=1e-9):
        return Kind(
            "With the settings left out the weights are not those of lr=0.1, epochs=1000, lambda_=0.0 and tol=1e-6."
        )
    return None


def holds_steps(case: Case, got: Observation, want: Observation) -> str | None:
    """The further epochs of the longer fit lead from where the shorter one ended to where plain steps of lr would lead.

    A start at random shifts the two ends against each other by a few hundredths of that way; it is held to a fifth of it.
    Epochs or a step length that are not those asked for change it by more than a half.
    """
    if got.raised is not None:
        return raised_sentence(got.raised)
    X, y, settings = case.args
    ends = [_weights(value, X.shape[1]) for value in got.value]
    for place in range(0, len(settings), 2):
        here, there = ends[place : place + 2]
        if here is None or there is None:
            return Kind(f"The weights are not {X.shape[1]} finite numbers.")
        lr, fewer, _, _ = settings[place]
        w = here
        for _ in range(settings[place + 1][1] - fewer):
            w = w - lr * _gradient(X, y, w)
        if np.linalg.norm(there - w) > 0.2 * np.linalg.norm(w - here):
            return Kind(
                "A fit with more epochs did not go on by that many plain steps of lr times the gradient, "
                "although the loss was still falling."
            )
    return None


def holds_finite_loss(case: Case, got: Observation, want: Observation) -> str | None:
    """Finite; large where every row is wrong, near zero where every row is right. Clipped logarithms are fine."""
    if got.raised is not None:
        return raised_sentence(got.raised)
    found = numbers(got.value)
    if found is None or found.size != 1 or not np.isfinite(found).all():
        return Kind("The loss is not a finite number.")
    wrong_everywhere = want.value > 1.0
    if wrong_everywhere and float(found.reshape(())) < 4.0:
        return Kind(f"The loss is only {float(found.reshape(())):.4g} although every row is predicted wrongly.")
    if not wrong_everywhere and abs(float(found.reshape(()))) > 1e-3:
        return Kind(f"The loss is {float(found.reshape(())):.4g} although every row is predicted rightly.")
    return None


def holds_penalty(case: Case, got: Observation, want: Observation) -> str | None:
    """More than nothing, proportional to lambda and to the squared length of the weights, whatever the factor."""
    if got.raised is not None:
        return raised_sentence(got.raised)
    losses = numbers(got.value)
    if losses is None or losses.shape != (3, len(PENALTIES)) or not np.isfinite(losses).all():
        return Kind("The loss is not one finite number for every weight vector and lambda.")
    added = losses[:, 1:] - losses[:, :1]
    if not (added > 1e-9).all():
        return Kind("A positive lambda does not raise the loss.")
    if not np.allclose(added / added[:, :1], np.array(PENALTIES[1:]) / PENALTIES[1], rtol=1e-3):
        return Kind("What the penalty adds is not proportional to lambda.")
    if not np.allclose(added[1] / added[0], 4.0, rtol=1e-3):
        return Kind(
            f"Twice the weights add {added[1, 0] / added[0, 0]:.3g} times the penalty, where an L2 penalty adds 4 times."
        )
    if not np.allclose(added[2] / added[0], 1.0, rtol=1e-3):
        return Kind("Two weight vectors of the same length are penalised differently.")
    return None


def holds_optimum(case: Case, got: Observation, want: Observation) -> str | None:
    if got.raised is not None:
        return raised_sentence(got.raised)
    X, y = case.args[:2]
    w = _weights(got.value[0], X.shape[1])
    if w is None:
        return f"The weights are not {X.shape[1]} finite numbers."
    steepness = float(np.linalg.norm(_gradient(X, y, w)))
    if steepness > 2e-3:
        return Kind(
            f"The gradient of the loss at the weights has the length {steepness:.2g}; at the optimum it is zero."
        )
    return None


def holds_own_optimum(case: Case, got: Observation, want: Observation) -> str | None:
    """The candidate's own penalised loss is flat at the weights, by central differences, and the weights are not zero."""
    if got.raised is not None:
        return raised_sentence(got.raised)
    X, _, _, step = case.args
    w, around = _weights(got.value[0], X.shape[1]), numbers(got.value[1])
    if w is None or around is None or not np.isfinite(around).all():
        return f"The weights are not {X.shape[1]} finite numbers, or the loss around them is not finite."
    sides = around.reshape(-1, 2)
    steepness = float(np.linalg.norm((sides[:, 1] - sides[:, 0]) / (2 * step)))
    if steepness > 2e-3:
        return Kind(
            f"Your own loss, penalty included, is not at its minimum there: its gradient has the length {steepness:.2g}."
        )
    if np.linalg.norm(w) < 1e-3:
        return Kind("The weights are all zero.")
    return None


def holds_shrinkage(case: Case, got: Observation, want: Observation) -> str | None:
    if got.raised is not None:
        return raised_sentence(got.raised)
    lengths = []
    for value in got.value:
        w = _weights(value, case.args[0].shape[1])
        if w is None:
            return Kind("The weights are not finite numbers, one for each feature.")
        lengths.append(float(np.linalg.norm(w)))
    if not (lengths[1] < 0.995 * lengths[0] and lengths[2] < 0.995 * lengths[1]):
        told = ", ".join(f"{length:.4g}" for length in lengths)
        return Kind(
            f"With lambda 0, 1 and 3 the weights have the lengths {told}; a stronger penalty should shorten them."
        )
    return None


def holds_plateau(case: Case, got: Observation, want: Observation) -> str | None:
    """Many more epochs change nothing once the loss has levelled off; without a stop they move far on."""
    if got.raised is not None:
        return raised_sentence(got.raised)
    short, long = (_weights(value, 2) for value in got.value)
    if short is None or long is None:
        return Kind("The weights are not two finite numbers.")
    moved = float(np.abs(short - long).max())
    if moved > 5.0:
        return Kind(f"The loss had long levelled off, yet more epochs still moved a weight by {moved:.3g}.")
    if _mean_loss(*case.args[:2], long) > _mean_loss(*case.args[:2], want.value[1]) + 0.1:
        return Kind("It stopped long before the loss had levelled off.")
    return None


CHECKS = [
    Check(
        "the sigmoid is right",
        inputs_sigmoid,
        call("sigmoid"),
        same(rtol=1e-6, atol=1e-9, keep_input=True),
        visible=True,
    ),
    Check(
        "probabilities of class 1, one for each row",
        inputs_probabilities,
        call("predict_proba"),
        same(rtol=1e-6, atol=1e-9),
        visible=True,
    ),
    Check(
        "without a penalty the loss is the mean log loss",
        inputs_losses,
        call("loss"),
        close_scalar(rtol=1e-4, atol=1e-6),
        visible=True,
        weight=1.5,
    ),
    Check(
        "the default settings fit an easy data set",
        inputs_fit,
        call("fit_logreg"),
        holds_default_fit,
        visible=True,
        many_answers=True,
        weight=1.5,
    ),
    Check(
        "settings left out have the values asked for",
        inputs_settings,
        observe_settings,
        holds_settings,
        hint="Compare the defaults of your function with those of the signature you were given.",
    ),
    Check(
        "epochs and lr set the number and the length of the steps",
        inputs_steps,
        observe_fits,
        holds_steps,
        hint="Fit twice, with more epochs the second time, and see how far the weights went on.",
    ),
    Check(
        "the sigmoid stands extreme numbers",
        inputs_extreme_z,
        call("sigmoid"),
        same(rtol=0.0, atol=1e-6, nan="never"),
        weight=1.5,
        hint="Try numbers of a thousand, with either sign.",
    ),
    Check(
        "the loss stays finite when the model is certain",
        inputs_extreme_loss,
        call("loss"),
        holds_finite_loss,
        weight=1.5,
        hint="Ask what the logarithm meets when a probability has been rounded to 0 or 1.",
    ),
    Check(
        "the penalty is an L2 penalty",
        inputs_penalty,
        observe_penalties,
        holds_penalty,
        weight=1.5,
        hint="Double lambda, then double the weights, and look at what the loss gains.",
    ),
    Check(
        "without a penalty the weights reach the optimum",
        inputs_optimum,
        observe_fits,
        holds_optimum,
        weight=2,
        hint="With a tiny tolerance and many epochs, the gradient at the end should be close to zero.",
    ),
    Check(
        "with a penalty the weights minimise the loss you wrote",
        inputs_penalised_optimum,
        observe_fit_and_losses,
        holds_own_optimum,
        weight=2,
        hint="Take the derivative of your own penalty, and compare it with what the step uses.",
    ),
    Check(
        "a stronger penalty gives shorter weights",
        inputs_shrinkage,
        observe_fits,
        holds_shrinkage,
        hint="Fit with a growing lambda, and look at the length of the weights.",
    ),
    Check(
        "it stops when the loss levels off",
        inputs_plateau,
        observe_fits,
        holds_plateau,
        weight=1.5,
        hint="With a generous tolerance, many more epochs should change nothing.",
    ),
    Check(
        "the data passed in stay as they were",
        inputs_unchanged,
        call("fit_logreg"),
        input_alone,
        hint="Compare X and y before and after a fit.",
    ),
]
