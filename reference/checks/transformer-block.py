"""Checks of the pre-norm block: what it computes from given weights, where its dropout acts, what its gradients reach.

A fresh layer norm has a weight of 1 and a bias of 0, which hides a norm used twice or in the wrong place; so the norms
are given weights of their own. Layer names are free; only where ``norm1`` and ``norm2`` exist, as in the starter, the first
belongs before the attention and the second before the feed-forward network. Otherwise norms are told apart by the order
in which they are called.
"""

from __future__ import annotations

import numpy as np

from hotseat.reference.check import Case, Check, Kind, Observation
from hotseat.reference.compare import numbers, raised_sentence

GELU = 0.8413447
"""GELU of 1: the standard normal distribution function there."""
DEFAULT_DROPOUT = 0.1


def observe_parts(block, d_model):
    """The block's parameters by the part they play, found by type, shape and order of calls."""
    import torch
    from torch import nn

    attentions = [m for m in block.modules() if isinstance(m, nn.MultiheadAttention)]
    if len(attentions) != 1:
        raise ValueError(f"the question asks for one nn.MultiheadAttention, and the block holds {len(attentions)}")
    inside = set(attentions[0].modules())
    linears = [m for m in block.modules() if isinstance(m, nn.Linear) and m not in inside]
    up = [m for m in linears if m.in_features == d_model and m.out_features != d_model]
    down = [m for m in linears if m.out_features == d_model and m.in_features != d_model]
    if (len(up), len(down), len(linears)) != (1, 1, 2):
        raise ValueError(
            "the question asks for a feed-forward network of two nn.Linear, to dim_ff and back, and no other nn.Linear"
        )
    first, second = getattr(block, "norm1", None), getattr(block, "norm2", None)
    if isinstance(first, nn.LayerNorm) and isinstance(second, nn.LayerNorm):
        norms = [first, second]
    else:
        norms, watched = [], [m for m in block.modules() if isinstance(m, nn.LayerNorm)]
        hooks = [m.register_forward_pre_hook(lambda module, _: norms.append(module)) for m in watched]
        with torch.no_grad():
            block.eval()(torch.zeros(1, 2, d_model))
        for hook in hooks:
            hook.remove()
    if len(norms) != 2:
        raise ValueError(f"the question asks for two nn.LayerNorm, and the block calls {len(norms)}")
    parts = {
        "in_weight": attentions[0].in_proj_weight,
        "in_bias": attentions[0].in_proj_bias,
        "out_weight": attentions[0].out_proj.weight,
        "out_bias": attentions[0].out_proj.bias,
        "up_weight": up[0].weight,
        "up_bias": up[0].bias,
        "down_weight": down[0].weight,
        "down_bias": down[0].bias,
        "scale1": norms[0].weight,
        "shift1": norms[0].bias,
        "scale2": norms[1].weight,
        "shift2": norms[1].bias,
    }
    holders = {
        "projections of the attention": ("in_weight", "in_bias", "out_weight", "out_bias"),
        "two nn.Linear": ("up_weight", "up_bias", "down_weight", "down_bias"),
        "two nn.LayerNorm": ("scale1", "shift1", "scale2", "shift2"),
    }
    for holder, held in holders.items():
        if any(parts[part] is None for part in held):
            raise ValueError(
                f"the question asks for the modules with their usual weights and biases, and the {holder} lack some of them"
            )
    return parts


def observe_forward(candidate, sizes, p_drop, values, x, training, times):
    """The outputs of a block whose parameters have been given values, and its input afterwards."""
    import torch

    d_model, nhead, dim_ff = sizes
    block = candidate.TransformerBlock(d_model, nhead, dim_ff, *([] if p_drop is None else [p_drop]))
    with torch.no_grad():
        for part, parameter in observe_parts(block, d_model).items():
            if part in values:
                parameter.copy_(torch.as_tensor(values[part]))
        block.train(training)
        given = torch.as_tensor(x)
        outputs = [block(given).numpy() for _ in range(times)]
    return {"out": outputs, "x_after": given.numpy()}


def observe_gradients(candidate, sizes, values, x, direction):
    """The length of the gradient at each parameter, and at the input, for the output summed along a direction."""
    import torch

    d_model, nhead, dim_ff = sizes
    block = candidate.TransformerBlock(d_model, nhead, dim_ff, 0.0)
    parts = observe_parts(block, d_model)
    with torch.no_grad():
        for part, parameter in parts.items():
            parameter.copy_(torch.as_tensor(values[part]))
    block.train()
    given = torch.as_tensor(x).requires_grad_()
    (block(given) * torch.as_tensor(direction)).sum().backward()
    lengths = {part: None if p.grad is None else p.grad.norm().item() for part, p in parts.items()}
    return lengths | {"input": None if given.grad is None else given.grad.norm().item()}


def observe_one_by_one(candidate, sizes, x):
    """The output for a batch, and for each of its sequences alone, in evaluation mode with fresh weights."""
    import torch

    block = candidate.TransformerBlock(*sizes, 0.2).eval()
    with torch.no_grad():
        given = torch.as_tensor(x)
        return {"batch": block(given).numpy(), "alone": [block(one[None]).numpy()[0] for one in given]}


def _values(rng: np.random.Generator, d: int, ff: int, *, fresh_norms: bool = False) -> dict[str, np.ndarray]:
    """A value for every parameter, large enough that a branch left out or fed wrongly shows."""
    shapes = {
        "in_weight": (3 * d, d),
        "in_bias": (3 * d,),
        "out_weight": (d, d),
        "out_bias": (d,),
        "up_weight": (ff, d),
        "up_bias": (ff,),
        "down_weight": (d, ff),
        "down_bias": (d,),
    }
    values = {part: rng.normal(size=shape) * 0.4 for part, shape in shapes.items()}
    for k in ("1", "2"):
        values[f"scale{k}"] = np.ones(d) if fresh_norms else rng.uniform(0.4, 2.0, d)
        values[f"shift{k}"] = np.zeros(d) if fresh_norms else rng.normal(size=d) * 0.5
    return {part: value.astype("float32") for part, value in values.items()}


def _waves(shape: tuple[int, ...]) -> np.ndarray:
    """Half the sine of 0, 1, 2 and so on, in a shape: values that anybody can make again."""
    return (0.5 * np.sin(np.arange(np.prod(shape)))).reshape(shape).astype("float32")


def _silent(d: int, ff: int) -> dict[str, np.ndarray]:
    """Values with which both branches add nothing."""
    values = _values(np.random.default_rng(0), d, ff, fresh_norms=True)
    for part in ("out_weight", "out_bias", "up_weight", "up_bias", "down_weight", "down_bias"):
        values[part] = np.zeros_like(values[part])
    return values


def _x(rng: np.random.Generator, *shape: int) -> np.ndarray:
    return rng.normal(size=shape).astype("float32") * 1.5 + 0.5


def inputs_shape(rng: np.random.Generator) -> list[Case]:
    return [
        Case(((32, 4, 64), _x(rng, 2, 5, 32)), note="two sequences of five"),
        Case(((8, 2, 20), _x(rng, 4, 3, 8)), note="more sequences than positions"),
        Case(((12, 3, 16), _x(rng, 1, 1, 12)), note="one sequence of one position"),
    ]


def inputs_fresh_norms(rng: np.random.Generator) -> list[Case]:
    """Shown to the candidate, who cannot copy a dozen matrices, so that they are made by a rule."""
    d, ff = 8, int(rng.integers(12, 20))
    values = _values(rng, d, ff, fresh_norms=True)
    values |= {part: _waves(value.shape) for part, value in values.items() if not part.startswith(("scale", "shift"))}
    note = (
        "fresh norms; x and every other weight and bias w is 0.5 * torch.sin(torch.arange(w.numel())).reshape(w.shape)"
    )
    return [Case(((d, 2, ff), 0.1, values, _waves((2, 3, d)), False, 1), note=note)]


def inputs_norms(rng: np.random.Generator) -> list[Case]:
    d, ff = 12, int(rng.integers(16, 24))
    return [
        Case(
            ((d, 3, ff), 0.1, _values(rng, d, ff), _x(rng, 2, 4, d), False, 1), note="norms with weights of their own"
        ),
        Case(
            ((d, 4, ff), 0.5, _values(rng, d, ff), _x(rng, 5, 2, d), False, 1), note="norms with weights of their own"
        ),
    ]


def inputs_evaluation(rng: np.random.Generator) -> list[Case]:
    d, ff = 8, 20
    return [
        Case(
            ((d, 2, ff), 0.5, _values(rng, d, ff), _x(rng, 2, 4, d), False, 2),
            note="a block with much dropout in evaluation mode",
        )
    ]


def inputs_no_dropout(rng: np.random.Generator) -> list[Case]:
    d, ff = 8, 20
    return [
        Case(
            ((d, 2, ff), 0.0, _values(rng, d, ff), _x(rng, 2, 4, d), True, 1),
            note="a block with p_drop of 0 in training mode",
        )
    ]


def inputs_attention_dropout(rng: np.random.Generator) -> list[Case]:
    """The attention's output is the constant 2 everywhere, the other branch adds nothing."""
    d, ff = 16, 20
    values = _silent(d, ff) | {"out_bias": np.full(d, 2.0, dtype="float32")}
    notes = {0.4: "dropout of 0.4 in training mode", 0.2: "dropout of 0.2 in training mode", None: "p_drop left out"}
    return [Case(((d, 4, ff), p, values, _x(rng, 40, 10, d), True, 1), note=note) for p, note in notes.items()]


def inputs_ffn_dropout(rng: np.random.Generator) -> list[Case]:
    """The feed-forward network's output is the constant 2 everywhere, the other branch adds nothing."""
    d, ff = 16, 20
    values = _silent(d, ff) | {"down_bias": np.full(d, 2.0, dtype="float32")}
    return [
        Case(((d, 4, ff), p, values, _x(rng, 40, 10, d), True, 1), note=f"dropout of {p:g} in training mode")
        for p in (0.4, 0.2)
    ]


def inputs_inner_dropout(rng: np.random.Generator) -> list[Case]:
    """Hidden units that are all GELU(1), averaged: the output tells which share of them was kept."""
    d, ff = 16, 20
    values = _silent(d, ff)
    values["up_bias"] = np.ones(ff, dtype="float32")
    values["down_weight"] = np.full((d, ff), 1.0 / ff, dtype="float32")
    return [Case(((d, 4, ff), 0.3, values, _x(rng, 40, 15, d), True, 1), note="dropout of 0.3 in training mode")]


def inputs_gradients(rng: np.random.Generator) -> list[Case]:
    d, ff = 8, 20
    x = _x(rng, 2, 4, d)
    direction = rng.normal(size=x.shape).astype("float32")
    return [Case(((d, 2, ff), _values(rng, d, ff), x, direction), note="a block with given weights")]


def holds_shape(case: Case, got: Observation, want: Observation) -> str | None:
    """The shape is kept, and a sequence comes out the same with others beside it and alone."""
    if got.raised is not None:
        return raised_sentence(got.raised)
    batch, x = numbers(got.value["batch"]), case.args[1]
    if batch is None or batch.shape != x.shape:
        return f"The output does not have the shape {x.shape} of the input."
    alone = [numbers(one) for one in got.value["alone"]]
    if any(one is None or one.shape != x.shape[1:] for one in alone):
        return f"For a single sequence the output does not have the shape {(1, *x.shape[1:])}."
    if not np.allclose(batch, np.stack(alone), rtol=1e-3, atol=1e-3):
        return Kind("A sequence comes out differently with other sequences beside it.")
    return None


def holds_forward(case: Case, got: Observation, want: Observation) -> str | None:
    """Within 0.005, which admits the tanh form of GELU; a part in the wrong place is off by a tenth and more."""
    if got.raised is not None:
        return raised_sentence(got.raised)
    expected = want.value["out"][0]
    for out in got.value["out"]:
        found = numbers(out)
        if found is None or found.shape != expected.shape:
            return f"The output does not have the shape {expected.shape} of the input."
        worst = float(np.abs(found - expected).max())
        if not worst <= 5e-3:
            return Kind(
                f"With given weights the output is off by up to {worst:.3g} from x + attention and x + feed-forward, pre-norm."
            )
    return None


def holds_input(case: Case, got: Observation, want: Observation) -> str | None:
    if got.raised is not None:
        return raised_sentence(got.raised)
    if not np.array_equal(numbers(got.value["x_after"]), case.args[3]):
        return Kind("The tensor passed in has changed.")
    return None


def holds_still(case: Case, got: Observation, want: Observation) -> str | None:
    if got.raised is not None:
        return raised_sentence(got.raised)
    first, second = (numbers(out) for out in got.value["out"])
    if first is None or second is None or first.shape != second.shape or not np.allclose(first, second, atol=1e-5):
        return Kind("Two calls in evaluation mode gave different outputs.")
    return holds_forward(case, got, want)


def holds_branch_dropout(case: Case, got: Observation, want: Observation) -> str | None:
    """What the branch adds is 0 for a share p of the values, and 2 / (1 - p) for the rest.

    Over 6,400 values a share off by 0.06 lies nearly ten standard errors out: right code fails less than once in 1e20 times.
    """
    if got.raised is not None:
        return raised_sentence(got.raised)
    p, x = DEFAULT_DROPOUT if case.args[1] is None else case.args[1], case.args[3]
    out = numbers(got.value["out"][0])
    if out is None or out.shape != x.shape:
        return f"The output does not have the shape {x.shape} of the input."
    added = out - x
    dropped, kept = np.abs(added) < 1e-3, np.abs(added - 2.0 / (1.0 - p)) < 1e-2
    if not dropped.any():
        return Kind("In training mode nothing of what the branch adds is dropped.")
    if abs(dropped.mean() - p) > 0.06 or not (dropped | kept).all():
        return Kind("In training mode the branch is not dropped value by value, with p_drop and one rescaling.")
    return None


def holds_inner_dropout(case: Case, got: Observation, want: Observation) -> str | None:
    """The surviving values at a position are GELU(1) times the share of hidden units kept, rescaled twice.

    That share has the mean 1 and the variance p / ((1 - p) dim_ff); over 600 positions the bounds are six and a half
    standard errors wide and more, so right code fails less than once in 1e11 times. Dropout before the GELU in place of
    after it moves the mean by a tenth.
    """
    if got.raised is not None:
        return raised_sentence(got.raised)
    (_, _, ff), p, _, x = case.args[:4]
    out = numbers(got.value["out"][0])
    if out is None or out.shape != x.shape:
        return f"The output does not have the shape {x.shape} of the input."
    shares = (out - x).max(axis=-1) * (1.0 - p) / GELU
    expected = p / ((1.0 - p) * ff)
    if not expected / 1.6 < shares.var() < expected * 1.6:
        return Kind("In training mode the hidden units of the feed-forward network are not dropped with p_drop.")
    if abs(shares.mean() - 1.0) > 7.0 * (expected / shares.size) ** 0.5:
        return Kind("In training mode the hidden units are not what GELU gives, dropped and rescaled afterwards.")
    return None


def holds_gradients(case: Case, got: Observation, want: Observation) -> str | None:
    if got.raised is not None:
        return raised_sentence(got.raised)
    names = {
        "in_weight": "the attention's input projection",
        "out_weight": "the attention's output projection",
        "up_weight": "the first linear layer",
        "down_weight": "the second linear layer",
        "scale1": "the norm before the attention",
        "scale2": "the norm before the feed-forward network",
        "input": "the input",
    }
    for part, name in names.items():
        length, expected = got.value[part], want.value[part]
        if length is None or not np.isfinite(length) or length == 0:
            return Kind(f"No gradient reaches {name}.")
        if not 0.9 < length / expected < 1.1:
            full = f"The gradient at {name} has the length {length:.3g} where {expected:.3g} was expected."
            return Kind(f"The gradient at {name} does not have the right length.", full)
    return None


CHECKS = [
    Check(
        "shapes stay, and every sequence is handled by itself",
        inputs_shape,
        observe_one_by_one,
        holds_shape,
        visible=True,
    ),
    Check(
        "with given weights the output is that of a pre-norm block",
        inputs_fresh_norms,
        observe_forward,
        holds_forward,
        visible=True,
        weight=2,
    ),
    Check(
        "each norm is used in its own place",
        inputs_norms,
        observe_forward,
        holds_forward,
        weight=2,
        hint="A fresh layer norm does hardly anything that its twin would not do; give the two different weights.",
    ),
    Check(
        "the attention's output is dropped in training",
        inputs_attention_dropout,
        observe_forward,
        holds_branch_dropout,
        weight=1.5,
        hint="Look at what the first branch adds to x in training mode.",
    ),
    Check(
        "the feed-forward output is dropped in training",
        inputs_ffn_dropout,
        observe_forward,
        holds_branch_dropout,
        weight=1.5,
        hint="Look at what the second branch adds to x in training mode.",
    ),
    Check(
        "hidden units are dropped in training",
        inputs_inner_dropout,
        observe_forward,
        holds_inner_dropout,
        hint="Look between the activation and the second linear layer.",
    ),
    Check(
        "nothing is dropped in evaluation",
        inputs_evaluation,
        observe_forward,
        holds_still,
        weight=1.5,
        hint="Call the block twice in evaluation mode.",
    ),
    Check(
        "without dropout, training mode computes the same",
        inputs_no_dropout,
        observe_forward,
        holds_forward,
        hint="Set p_drop to 0, and compare training with evaluation.",
    ),
    Check(
        "gradients reach every part",
        inputs_gradients,
        observe_gradients,
        holds_gradients,
        hint="Run a backward pass, and list the parameters whose gradient is missing.",
    ),
    Check(
        "the tensor passed in stays as it was",
        inputs_norms,
        observe_forward,
        holds_input,
        hint="Compare x before and after the call.",
    ),
]
