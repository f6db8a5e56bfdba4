"""Checks of the mixing model: its value for given parameters, gradients that reach all of them, and a fit on fresh rows.

The data come from the law of the take-home, with projections that are somewhat narrower so that no column hangs on a few
rows far out. A fit is held against a linear regression on the same rows: in the median column it may leave at most 0.6 of
the variance that the regression leaves; the reference leaves a tenth to a quarter of it.
"""

from dataclasses import replace

import numpy as np

from hotseat.reference.check import Case, Check, Kind
from hotseat.reference.compare import input_kept, numbers, raised_sentence, same
from hotseat.reference.take_home import distribution

AT_MOST = 0.6
ROWS, FRESH = 2500, 800
NARROWER = 0.7
TRUTH = {}
"""The fresh outputs that belong to a case. They never leave this side."""


def observe_outputs(candidate, weights, shifts, amplitudes, logits, z):
    """The outputs of a model whose parameters have been given values."""
    import torch

    functions, latents, outputs = weights.shape
    model = candidate.ParametricMixing(latents, outputs, functions)
    with torch.no_grad():
        for name, values in (("weights", weights), ("shifts", shifts), ("amplitudes", amplitudes), ("logits", logits)):
            getattr(model, name).copy_(torch.as_tensor(values).reshape(getattr(model, name).shape))
        return model(torch.as_tensor(z)).numpy()


def observe_selection(candidate, weights, logits):
    """The shares of the kinds for given logits."""
    import torch

    functions, latents, outputs = weights.shape
    model = candidate.ParametricMixing(latents, outputs, functions)
    with torch.no_grad():
        model.logits.copy_(torch.as_tensor(logits))
        return model.selection().numpy()


def observe_gradients(candidate, weights, shifts, amplitudes, logits, z, y):
    """The gradient of the mean squared error with respect to every parameter."""
    import torch

    functions, latents, outputs = weights.shape
    model = candidate.ParametricMixing(latents, outputs, functions)
    given = (("weights", weights), ("shifts", shifts), ("amplitudes", amplitudes), ("logits", logits))
    with torch.no_grad():
        for name, values in given:
            getattr(model, name).copy_(torch.as_tensor(values).reshape(getattr(model, name).shape))
    ((model(torch.as_tensor(z)) - torch.as_tensor(y)) ** 2).mean().backward()
    found = {}
    for name, values in given:
        gradient = getattr(model, name).grad
        found[name] = None if gradient is None else gradient.reshape(values.shape).numpy()
    return found


def observe_fit(candidate, Z, Y, functions, fresh):
    """What a fitted model predicts for fresh latents."""
    import torch

    model = candidate.fit_mixing(torch.as_tensor(Z), torch.as_tensor(Y), functions)
    with torch.no_grad():
        return model(torch.as_tensor(fresh)).numpy()


def observe_two_fits(candidate, Z, Y, seeds):
    """The weights after a fit with each seed, and the tensors that were handed in, as they are afterwards."""
    import torch

    Z, Y = torch.as_tensor(Z), torch.as_tensor(Y)
    found = [candidate.fit_mixing(Z, Y, 1, seed=seed).weights.detach().numpy() for seed in seeds]
    return found, Z.numpy(), Y.numpy()


def parameters(rng, latents, outputs, functions):
    shapes = (
        (functions, latents, outputs),
        (functions, outputs),
        (functions, outputs),
        (functions, len(distribution.KINDS)),
    )
    scales = 0.4, 0.5, 0.6, 1.5
    return tuple((s * rng.standard_normal(shape)).astype(np.float32) for s, shape in zip(scales, shapes, strict=True))


def latents(rng, rows, columns):
    return rng.standard_normal((rows, columns)).astype(np.float32)


def one_function(rng):
    return [Case((*parameters(rng, 2, 1, 1), latents(rng, 3, 2)), note="one function of two latents, one output")]


def each_kind(rng):
    cases = []
    for k, kind in enumerate(distribution.KINDS):
        weights, shifts, amplitudes, logits = parameters(rng, 3, 2, 1)
        logits[:] = -40
        logits[0, k] = 40
        cases.append(
            Case((weights, shifts, amplitudes, logits, latents(rng, 20, 3)), note=f"a function that is all {kind}")
        )
    return cases


def whole_models(rng):
    return [
        Case(
            (*parameters(rng, 7, 20, 13), latents(rng, 40, 7)), note="seven latents, twenty outputs, thirteen functions"
        ),
        Case((*parameters(rng, 3, 5, 4), latents(rng, 9, 3)), note="three latents, five outputs, four functions"),
        Case((*parameters(rng, 5, 3, 3), latents(rng, 1, 5)), note="a single row"),
    ]


def selections(rng):
    weights, _, _, logits = parameters(rng, 7, 20, 13)
    return [Case((weights, logits), note="thirteen functions")]


def gradients(rng):
    return [
        Case((*parameters(rng, 4, 6, 5), latents(rng, 30, 4), latents(rng, 30, 6)), note="four latents, six outputs")
    ]


def take_home(rng):
    seed = int(rng.integers(2**31))
    law = distribution.draw_law(seed)
    law = replace(law, projections=NARROWER * law.projections)
    made = distribution.draw(ROWS + FRESH, seed, law=law)
    Z, Y = made.latents.astype(np.float32), made.columns.astype(np.float32)
    case = Case((Z[:ROWS].copy(), Y[:ROWS].copy(), 13, Z[ROWS:].copy()), note="the law of the take-home")
    TRUTH[case.args[0].tobytes()] = Y[ROWS:]
    return [case]


def small_fit(rng):
    return [Case((latents(rng, 100, 3), latents(rng, 100, 2), [1, 1, 2]), note="a hundred rows, seeds 1, 1 and 2")]


def gradients_reach(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    for name, theirs in want.value.items():
        mine = numbers(got.value[name])
        if mine is None or not np.isfinite(mine).all():
            return Kind(f"No gradient reaches `{name}`.")
        if not np.allclose(mine, theirs, rtol=1e-3, atol=1e-4 * np.abs(theirs).max()):
            return Kind(f"The gradient with respect to `{name}` is not that of the law.")
    return None


def fits(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    truth = TRUTH[case.args[0].tobytes()]
    found = numbers(got.value)
    if found is None or found.shape != truth.shape:
        return Kind("The fitted model should give an output for every row and column.")
    Z, Y, _, fresh = (np.asarray(one, dtype=float) for one in case.args)
    slope = np.linalg.lstsq(np.column_stack([Z, np.ones(len(Z))]), Y)[0]
    straight = np.column_stack([fresh, np.ones(len(fresh))]) @ slope
    left = np.median(((truth - found) ** 2).sum(axis=0) / ((truth - straight) ** 2).sum(axis=0))
    if not left <= AT_MOST:
        times = f"{left:.2f} times the squared error of a linear regression"
        return f"On fresh rows the median column has {times}; {AT_MOST} is the limit."
    return None


def repeats(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    (one, again, other), Z, Y = got.value
    if not np.array_equal(one, again):
        return Kind("The same seed gave another model.")
    if np.array_equal(one, other):
        return Kind("Another seed gave the same model.")
    if not (np.array_equal(Z, case.args[0]) and np.array_equal(Y, case.args[1])):
        return Kind("The data were changed in place.")
    return input_kept(case, got, want)


near = same(rtol=1e-4, atol=1e-5)
CHECKS = [
    Check("one function of two latents", one_function, observe_outputs, near, visible=True),
    Check(
        "every kind of function",
        each_kind,
        observe_outputs,
        near,
        weight=2,
        hint="Go through the list of kinds one by one, in its order.",
    ),
    Check(
        "whole models of any size",
        whole_models,
        observe_outputs,
        near,
        weight=2,
        hint="Every function has a projection of its own for every output.",
    ),
    Check(
        "the selection adds up to one",
        selections,
        observe_selection,
        near,
        hint="Over which axis does the softmax run?",
    ),
    Check(
        "gradients reach every parameter",
        gradients,
        observe_gradients,
        gradients_reach,
        weight=2,
        hint="What can be learnt from a hard choice?",
    ),
    Check(
        "the fit holds on fresh rows",
        take_home,
        observe_fit,
        fits,
        weight=3,
        many_answers=True,
        hint="Does the loss fall, and is it still falling when you stop?",
    ),
    Check(
        "the same seed gives the same model",
        small_fit,
        observe_two_fits,
        repeats,
        many_answers=True,
        hint="What is drawn at random, and before or after you set the seed?",
    ),
]
