"""Checks of the small network: its layers, one epoch of training, evaluation, seeding, and what training achieves.

The loops are watched on a probe, a linear model with given weights, so that one epoch has one right result. Nothing here
depends on the names of the candidate's layers; parameters are found by their shapes.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from hotseat.reference.check import Case, Check, Kind, Observation
from hotseat.reference.compare import numbers, raised_sentence

DEFAULT_DROPOUT = 0.2


def observe_shape(candidate, arguments, X):
    """The shape of a fresh model's output, and the shapes of its parameters."""
    import torch

    model = candidate.MLP(*arguments)
    return {"out": list(model(torch.as_tensor(X)).shape), "parameters": [list(p.shape) for p in model.parameters()]}


def observe_forward(candidate, p_drop, W1, b1, W2, b2, X, training, times):
    """The outputs of a model whose parameters, found by their shapes, have been given values."""
    import torch

    given = () if p_drop is None else (p_drop,)
    model = candidate.MLP(W1.shape[1], W1.shape[0], *given)
    with torch.no_grad():
        for values in (W1, b1, W2, b2):
            fitting = [p for p in model.parameters() if tuple(p.shape) == values.shape]
            if len(fitting) != 1:
                raise ValueError(f"MLP has {len(fitting)} parameters of the shape {values.shape} where 1 belongs")
            fitting[0].copy_(torch.as_tensor(values))
        model.train(training)
        return [model(torch.as_tensor(X)).numpy() for _ in range(times)]


def observe_evaluate(candidate, X, y, weight, bias, batch_size, p_drop, criterion):
    """What evaluate returns for a linear probe in training mode with dropout on its features, and its weights after."""
    import torch
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset

    class Probe(nn.Module):
        def __init__(self):
            super().__init__()
            self.drop = nn.Dropout(p_drop)
            self.linear = nn.Linear(X.shape[1], 1)

        def forward(self, x):
            return self.linear(self.drop(x)).squeeze(-1)

    criteria = {"logits": nn.BCEWithLogitsLoss(), "squares": nn.MSELoss(), "hinge": nn.SoftMarginLoss()}
    probe = Probe()
    with torch.no_grad():
        probe.linear.weight.copy_(torch.as_tensor(weight)[None, :])
        probe.linear.bias.fill_(bias)
    probe.train()
    loader = DataLoader(TensorDataset(torch.as_tensor(X), torch.as_tensor(y)), batch_size=batch_size)
    returned = candidate.evaluate(probe, loader, criteria[criterion])
    return {"returned": returned, "weight": probe.linear.weight.detach().numpy()[0], "bias": probe.linear.bias.item()}


def observe_train_epoch(candidate, X, y, weight, bias, batch_size, lr, criterion, left_over=None):
    """What one epoch returns and leaves of a linear probe in evaluation mode; the mode and the loss in each batch.

    ``left_over`` is a gradient that the probe comes with.
    """
    import torch
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset

    modes, seen = [], []

    class Probe(nn.Module):
        def __init__(self):
            super().__init__()
            self.linear = nn.Linear(X.shape[1], 1)

        def forward(self, x):
            modes.append(self.training)
            return self.linear(x).squeeze(-1)

    class Watched(nn.Module):
        def __init__(self, inner):
            super().__init__()
            self.inner = inner

        def forward(self, logits, targets):
            loss = self.inner(logits, targets)
            seen.append([loss.item(), targets.numel()])
            return loss

    criteria = {"logits": nn.BCEWithLogitsLoss(), "squares": nn.MSELoss()}
    probe = Probe()
    with torch.no_grad():
        probe.linear.weight.copy_(torch.as_tensor(weight)[None, :])
        probe.linear.bias.fill_(bias)
    if left_over is not None:
        for parameter in probe.parameters():
            parameter.grad = torch.full_like(parameter, left_over)
    probe.eval()
    loader = DataLoader(TensorDataset(torch.as_tensor(X), torch.as_tensor(y)), batch_size=batch_size)
    optimizer = torch.optim.SGD(probe.parameters(), lr=lr)
    returned = candidate.train_epoch(probe, loader, optimizer, Watched(criteria[criterion]))
    return {
        "returned": returned,
        "weight": probe.linear.weight.detach().numpy()[0],
        "bias": probe.linear.bias.item(),
        "modes": modes,
        "seen": seen,
    }


def observe_run(candidate, seed, X, y, X_held_out, y_held_out, hidden_dim, p_drop, batch_size, epochs, runs):
    """For each run from the same seed: the loss of every epoch, and evaluation on rows held out."""
    import torch
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset

    told = []
    for _ in range(runs):
        candidate.set_seed(seed)
        rows = TensorDataset(torch.as_tensor(X), torch.as_tensor(y))
        others = TensorDataset(torch.as_tensor(X_held_out), torch.as_tensor(y_held_out))
        training, held_out = DataLoader(rows, batch_size, shuffle=True), DataLoader(others, batch_size)
        model = candidate.MLP(X.shape[1], hidden_dim, p_drop)
        optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
        criterion = nn.BCEWithLogitsLoss()
        losses = [candidate.train_epoch(model, training, optimizer, criterion) for _ in range(epochs)]
        told.append({"losses": losses, "evaluated": candidate.evaluate(model, held_out, criterion)})
    return told


def observe_seeds(candidate, seeds):
    """The first weights of a fresh model and a shuffled order, after each of the seeds; None is left out."""
    import torch

    drawn = []
    for seed in seeds:
        candidate.set_seed(*([] if seed is None else [seed]))
        first = [p.detach().numpy().ravel() for p in candidate.MLP(5, 7, 0.2).parameters()]
        drawn.append([*first, torch.randperm(20).numpy().astype("float64")])
    return drawn


def _rows(rng: np.random.Generator, n: int, d: int) -> tuple[np.ndarray, np.ndarray]:
    """Features, and labels that a line separates up to a little noise."""
    X = rng.normal(size=(n, d)).astype("float32")
    y = (X.sum(axis=1) + 0.2 * rng.normal(size=n) > 0).astype("float32")
    return X, y


def _probe(rng: np.random.Generator, d: int) -> tuple[np.ndarray, float]:
    return (rng.normal(size=d) * 0.7).astype("float32"), float(rng.normal() * 0.3)


def inputs_shape(rng: np.random.Generator) -> list[Case]:
    d, h = int(rng.integers(3, 7)), int(rng.integers(8, 14))
    return [
        Case(((d, h, 0.1), rng.normal(size=(5, d)).astype("float32")), note="five rows"),
        Case(((4,), rng.normal(size=(3, 4)).astype("float32")), note="the default sizes"),
        Case(((d, h, 0.1), rng.normal(size=(1, d)).astype("float32")), note="a single row"),
    ]


def _layers(rng: np.random.Generator, d: int, h: int) -> tuple[np.ndarray, ...]:
    shapes = ((h, d), (h,), (1, h), (1,))
    return tuple(rng.normal(size=shape).astype("float32") for shape in shapes)


def inputs_forward(rng: np.random.Generator) -> list[Case]:
    d, h = 4, int(rng.integers(8, 14))
    X = rng.normal(size=(6, d)).astype("float32")
    return [Case((0.5, *_layers(rng, d, h), X, False, 2), note="a model with given weights in evaluation mode")]


def inputs_dropout(rng: np.random.Generator) -> list[Case]:
    """Hidden units that are all the same in a row, averaged: the output tells which share of them was kept."""
    d, h, rows = 3, 16, 3000
    W1, b1 = np.full((h, d), 0.5, dtype="float32"), np.ones(h, dtype="float32")
    W2, b2 = np.full((1, h), 1.0 / h, dtype="float32"), np.zeros(1, dtype="float32")
    X = rng.uniform(0.5, 1.5, size=(rows, d)).astype("float32")
    notes = {0.5: "dropout of 0.5 in training mode", 0.25: "dropout of 0.25 in training mode", None: "p_drop left out"}
    return [Case((p, W1, b1, W2, b2, X, True, 1), note=note) for p, note in notes.items()]


def inputs_evaluate(rng: np.random.Generator) -> list[Case]:
    """Few rows with few digits, so that the candidate can try them; some are predicted rightly and some are not."""
    while True:
        X, y = _rows(rng, 8, 2)
        X, (weight, bias) = X.round(1), _probe(rng, 2)
        weight, bias = weight.round(2), round(bias, 2)
        z = X @ weight + bias
        right, positives = np.mean((z > 0) == (y > 0.5)), y.mean()
        if 0.2 < right < 0.8 and right not in (positives, 1 - positives) and np.abs(z).min() > 0.05:
            return [Case((X, y, weight, bias, 2, 0.0, "logits"), note="four full batches")]


def inputs_evaluate_dropout(rng: np.random.Generator) -> list[Case]:
    X, y = _rows(rng, 60, 4)
    return [Case((X, y, *_probe(rng, 4), 20, 0.5, "logits"), note="a model with dropout, handed over in training mode")]


def inputs_evaluate_ragged(rng: np.random.Generator) -> list[Case]:
    X, y = _rows(rng, 37, 4)
    return [
        Case((X, y, *_probe(rng, 4), 16, 0.0, "logits"), note="a last batch that is not full"),
        Case((X[:33], y[:33], *_probe(rng, 4), 32, 0.0, "logits"), note="a last batch of one row"),
    ]


def inputs_threshold(rng: np.random.Generator) -> list[Case]:
    """Small logits, so that a threshold of one half in place of zero goes wrong on many rows."""
    X, y = _rows(rng, 80, 4)
    return [Case((X, y, np.full(4, 0.1, dtype="float32"), 0.0, 20, 0.0, "logits"), note="logits close to zero")]


def inputs_evaluate_criterion(rng: np.random.Generator) -> list[Case]:
    X, y = _rows(rng, 48, 4)
    return [
        Case((X, y, *_probe(rng, 4), 16, 0.0, "squares"), note="another criterion"),
        Case((X, y, *_probe(rng, 4), 16, 0.0, "hinge"), note="a third criterion"),
    ]


def inputs_train(rng: np.random.Generator) -> list[Case]:
    X, y = _rows(rng, 64, 4)
    return [
        Case((X, y, *_probe(rng, 4), 16, 0.5, "logits"), note="four full batches"),
        Case((X[:48], y[:48], *_probe(rng, 4), 48, 0.3, "logits"), note="a single batch"),
    ]


def inputs_train_left_over(rng: np.random.Generator) -> list[Case]:
    X, y = _rows(rng, 48, 4)
    return [
        Case((X, y, *_probe(rng, 4), 16, 0.3, "logits", 1.0), note="a model that comes with a gradient from before")
    ]


def inputs_train_ragged(rng: np.random.Generator) -> list[Case]:
    X, y = _rows(rng, 41, 4)
    return [Case((X, y, *_probe(rng, 4), 16, 0.2, "logits"), note="a last batch that is not full")]


def inputs_train_criterion(rng: np.random.Generator) -> list[Case]:
    X, y = _rows(rng, 48, 4)
    return [Case((X, y, *_probe(rng, 4), 16, 0.05, "squares"), note="another criterion")]


def inputs_run(rng: np.random.Generator) -> list[Case]:
    seed = int(rng.integers(0, 1000))
    return [
        Case((seed, *_rows(rng, 512, 8), *_rows(rng, 256, 8), 16, 0.1, 32, 10, 1), note="two classes and ten epochs")
    ]


def inputs_lone_row(rng: np.random.Generator) -> list[Case]:
    return [Case((0, *_rows(rng, 33, 4), *_rows(rng, 17, 4), 8, 0.1, 16, 1, 1), note="a last batch of one row")]


def inputs_repeat(rng: np.random.Generator) -> list[Case]:
    seed = int(rng.integers(1, 1000))
    return [Case((seed, *_rows(rng, 96, 5), *_rows(rng, 32, 5), 8, 0.3, 16, 2, 2), note="two runs from one seed")]


def inputs_seeds(rng: np.random.Generator) -> list[Case]:
    a, b = (int(s) for s in rng.choice(np.arange(1, 1000), 2, replace=False))
    return [
        Case(([a, b, a],), note="two seeds, the first of them twice"),
        Case(([0, a, None],), note="the seed 0, another one, and no seed given"),
    ]


def _near(a: Any, b: Any, tolerance: float = 2e-4) -> bool:
    """Whether two lots of single-precision numbers agree, in shape and in value."""
    x, y = numbers(a), numbers(b)
    return (
        x is not None
        and y is not None
        and x.shape == y.shape
        and bool(np.allclose(x, y, rtol=tolerance, atol=tolerance))
    )


def _number(value: Any) -> float | None:
    found = numbers(value)
    return float(found.reshape(())) if found is not None and found.size == 1 and np.isfinite(found).all() else None


def _pair(value: Any) -> tuple[float, float] | None:
    if not isinstance(value, tuple | list) or len(value) != 2:
        return None
    loss, accuracy = (_number(part) for part in value)
    return None if loss is None or accuracy is None else (loss, accuracy)


def holds_shape(case: Case, got: Observation, want: Observation) -> str | None:
    if got.raised is not None:
        return raised_sentence(got.raised)
    out, shapes = got.value["out"], sorted(map(tuple, got.value["parameters"]))
    if out != want.value["out"]:
        return f"The output has the shape {tuple(out)} where {tuple(want.value['out'])}, one logit a row, was expected."
    if shapes != sorted(map(tuple, want.value["parameters"])):
        return f"The parameters have the shapes {shapes}, which are not those of two linear layers."
    return None


def holds_forward(case: Case, got: Observation, want: Observation) -> str | None:
    if got.raised is not None:
        return raised_sentence(got.raised)
    first, second = got.value
    if not _near(first, second):
        return Kind("Two calls in evaluation mode gave different outputs, so something is still drawn at random.")
    if not _near(first, want.value[0]):
        return Kind("With given weights the outputs are not those of Linear, ReLU, Linear, as logits.")
    return None


def holds_dropout(case: Case, got: Observation, want: Observation) -> str | None:
    """The outputs are averages of h units that are kept or dropped, as shares of what one unit gives in its row.

    So their variance is p / ((1 - p) h), within a factor of 1.5. Over 3,000 rows that is ten standard errors and more, for
    the variance and for the mean: right code fails less than once in 1e20 times. They also tell a number of kept units,
    which is whole up to the rounding of single precision, about 1e-5, unless what goes into the units was drawn too.
    """
    if got.raised is not None:
        return raised_sentence(got.raised)
    given, W1, b1, _, _, X, *_ = case.args
    p, h = DEFAULT_DROPOUT if given is None else given, b1.size
    out = numbers(got.value[0])
    if out is None or out.shape != (len(X),):
        return Kind("The output is not one number for each row.")
    out = out / (X.astype(float) @ W1[0] + b1[0])
    expected = p / ((1 - p) * h)
    if out.var() < expected / 1.5:
        return Kind("In training mode too few of the hidden units are dropped.")
    if out.var() > expected * 1.5 or abs(out.mean() - 1.0) > 0.05:
        return Kind("In training mode something other than single hidden units is dropped, or too many of them.")
    kept = out * h * (1 - p)
    if not np.abs(kept - np.round(kept)).max() <= 0.01:
        return Kind(
            "In training mode something is dropped before the hidden units too, where the units alone should be."
        )
    return None


def _batch_means(sizes: list[int], per_row: np.ndarray) -> float:
    ends = np.cumsum(sizes)
    return float(np.mean([per_row[end - size : end].mean() for size, end in zip(sizes, ends, strict=True)]))


def _sizes(rows: int, batch_size: int) -> list[int]:
    full, rest = divmod(rows, batch_size)
    return [batch_size] * full + ([rest] if rest else [])


def holds_evaluate(case: Case, got: Observation, want: Observation) -> str | None:
    """The reference's average over rows, or the average over batches; they differ where the last batch is not full."""
    if got.raised is not None:
        return raised_sentence(got.raised)
    X, y, weight, bias, batch_size, _, criterion = case.args
    pair = _pair(got.value["returned"])
    if pair is None:
        return Kind("It did not return two finite numbers, the loss and the accuracy.")
    loss, accuracy = want.value["returned"]
    losses, accuracies = [loss], [accuracy]
    z, sizes = X @ weight + bias, _sizes(len(y), batch_size)
    if criterion == "logits":
        losses.append(_batch_means(sizes, np.logaddexp(0.0, z) - y * z))
        accuracies.append(_batch_means(sizes, (z > 0) == (y > 0.5)))
    if not any(_near(pair[0], one) for one in losses):
        return Kind(
            "The average loss is not what it should be.",
            f"The average loss came out as {pair[0]:.4f} where {loss:.4f} was expected.",
        )
    if not any(_near(pair[1], one) for one in accuracies):
        return Kind(
            "The accuracy is not what it should be.",
            f"The accuracy came out as {pair[1]:.4g} where {accuracy:.4f} was expected.",
        )
    if not (np.array_equal(got.value["weight"], weight) and _near(got.value["bias"], bias, 1e-6)):
        return Kind("The weights are not what they were before.")
    return None


def holds_train(case: Case, got: Observation, want: Observation) -> str | None:
    if got.raised is not None:
        return raised_sentence(got.raised)
    if not (_near(got.value["weight"], want.value["weight"]) and _near(got.value["bias"], want.value["bias"])):
        return Kind(
            "After one epoch the weights are not those of one step per batch, each on the gradient of its own batch."
        )
    return None


def holds_train_loss(case: Case, got: Observation, want: Observation) -> str | None:
    """The losses are those of the reference's batches, averaged over rows or over batches."""
    if got.raised is not None:
        return raised_sentence(got.raised)
    loss = _number(got.value["returned"])
    if loss is None:
        return Kind("It did not return one finite number.")
    seen = np.array(want.value["seen"], dtype=float)
    over_rows, over_batches = float(np.average(seen[:, 0], weights=seen[:, 1])), float(seen[:, 0].mean())
    if not (_near(loss, over_rows) or _near(loss, over_batches)):
        return Kind(
            "The average loss is not what it should be.",
            f"The average loss came out as {loss:.4f} where {over_rows:.4f} was expected.",
        )
    return None


def holds_mode(case: Case, got: Observation, want: Observation) -> str | None:
    if got.raised is not None:
        return raised_sentence(got.raised)
    if not got.value["modes"] or not all(got.value["modes"]):
        return Kind("The model was not in training mode while it was trained.")
    return None


def holds_run(case: Case, got: Observation, want: Observation) -> str | None:
    """Right code ends above 0.9 in accuracy and below half the first loss; the bounds leave a wide margin."""
    if got.raised is not None:
        return raised_sentence(got.raised)
    (run,) = got.value
    losses, pair = [_number(loss) for loss in run["losses"]], _pair(run["evaluated"])
    if pair is None or None in losses:
        return Kind("The losses and the accuracy are not finite numbers.")
    if losses[-1] > 0.75 * losses[0]:
        return f"Over the epochs the training loss only went from {losses[0]:.3f} to {losses[-1]:.3f}."
    if pair[1] < 0.8:
        return f"On rows held out the accuracy is {pair[1]:.3g}, where well above 0.8 can be reached."
    return None


def holds_finite(case: Case, got: Observation, want: Observation) -> str | None:
    if got.raised is not None:
        return raised_sentence(got.raised)
    (run,) = got.value
    if _number(run["losses"][0]) is None or _pair(run["evaluated"]) is None:
        return Kind("The losses and the accuracy are not finite numbers.")
    return None


def holds_repeat(case: Case, got: Observation, want: Observation) -> str | None:
    if got.raised is not None:
        return raised_sentence(got.raised)
    first, second = ([*run["losses"], *run["evaluated"]] for run in got.value)
    if not _near(first, second, 1e-6):
        return Kind("Two runs from the same seed gave different losses.")
    return None


def holds_seeds(case: Case, got: Observation, want: Observation) -> str | None:
    if got.raised is not None:
        return raised_sentence(got.raised)
    drawn = [np.concatenate(parts) for parts in got.value]
    if not np.array_equal(drawn[0], drawn[2]):
        if case.args[0][2] is None:
            return "`set_seed()` and `set_seed(0)` gave different draws."
        return Kind("The same seed gave two different draws.")
    if np.array_equal(drawn[0], drawn[1]):
        return Kind("Two different seeds gave the same draw.")
    return None


CHECKS = [
    Check("the model gives one logit for each row", inputs_shape, observe_shape, holds_shape, visible=True),
    Check(
        "evaluate gives the average loss and the accuracy",
        inputs_evaluate,
        observe_evaluate,
        holds_evaluate,
        visible=True,
        weight=2,
    ),
    Check(
        "training lowers the loss and learns the classes", inputs_run, observe_run, holds_run, visible=True, weight=2
    ),
    Check(
        "the layers are Linear, ReLU and Linear, without a sigmoid",
        inputs_forward,
        observe_forward,
        holds_forward,
        weight=1.5,
        hint="Set the weights by hand, and work the output out on paper; the criterion expects logits.",
    ),
    Check(
        "hidden units are dropped in training",
        inputs_dropout,
        observe_forward,
        holds_dropout,
        weight=1.5,
        hint="Call the model several times on the same rows in training mode.",
    ),
    Check(
        "each batch takes one step on its own gradient",
        inputs_train,
        observe_train_epoch,
        holds_train,
        weight=2,
        hint="Go through the life of a gradient from one batch to the next.",
    ),
    Check(
        "gradients from before count for nothing",
        inputs_train_left_over,
        observe_train_epoch,
        holds_train,
        hint="Somebody may have called backward before the epoch begins.",
    ),
    Check(
        "the model is in training mode while it is trained",
        inputs_train,
        observe_train_epoch,
        holds_mode,
        weight=1.5,
        hint="The model may have been evaluated just before.",
    ),
    Check(
        "train_epoch returns the average loss",
        inputs_train_ragged,
        observe_train_epoch,
        holds_train_loss,
        hint="Look at what you divide by, and at a last batch that is not full.",
    ),
    Check(
        "train_epoch uses the criterion it is given",
        inputs_train_criterion,
        observe_train_epoch,
        holds_train,
        hint="Pass another criterion.",
    ),
    Check(
        "evaluate switches dropout off",
        inputs_evaluate_dropout,
        observe_evaluate,
        holds_evaluate,
        weight=2,
        hint="Evaluate the same model twice right after training.",
    ),
    Check(
        "evaluate decides at logit 0",
        inputs_threshold,
        observe_evaluate,
        holds_evaluate,
        weight=1.5,
        hint="Ask which logit belongs to a probability of one half.",
    ),
    Check(
        "evaluate copes with a last batch that is not full",
        inputs_evaluate_ragged,
        observe_evaluate,
        holds_evaluate,
        hint="Look at what you divide by.",
    ),
    Check(
        "evaluate uses the criterion it is given",
        inputs_evaluate_criterion,
        observe_evaluate,
        holds_evaluate,
        hint="Pass another criterion.",
    ),
    Check(
        "a batch of one row works",
        inputs_lone_row,
        observe_run,
        holds_finite,
        hint="Look at the shape of the output for a single row.",
    ),
    Check(
        "the same seed gives the same run",
        inputs_repeat,
        observe_run,
        holds_repeat,
        hint="Train twice from the same seed, shuffling and dropout included.",
    ),
    Check(
        "another seed gives other weights",
        inputs_seeds,
        observe_seeds,
        holds_seeds,
        hint="Compare the first weights after two different seeds.",
    ),
]
