"""Checks of a mended training loop on a linear probe, for which one epoch has one right result."""

import numpy as np

from hotseat.reference.check import Case, Check
from hotseat.reference.compare import same


def observe_epoch(candidate, X, y, weight, lr, batch_size, stale, momentum):
    """The weights and the returned loss of one epoch; ``stale`` is a gradient that the parameters hold before."""
    import torch

    model = torch.nn.Linear(X.shape[1], 1, bias=False)
    with torch.no_grad():
        model.weight.copy_(torch.as_tensor(weight)[None, :])
    if stale:
        model.weight.grad = torch.full_like(model.weight, stale)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    inputs, targets = torch.as_tensor(X), torch.as_tensor(y)[:, None]
    batches = list(zip(inputs.split(batch_size), targets.split(batch_size), strict=True))
    loss = candidate.train_epoch(model, batches, optimizer, torch.nn.MSELoss())
    return {"weight": model.weight.detach().numpy()[0], "loss": float(loss)}


def observe_returned(candidate, X, y):
    """The type of what is returned."""
    import torch

    model = torch.nn.Linear(X.shape[1], 1)
    batches = [(torch.as_tensor(X), torch.as_tensor(y)[:, None])]
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    return type(candidate.train_epoch(model, batches, optimizer, torch.nn.MSELoss())).__name__


def observe_mode(candidate, X, y):
    """Whether the model is in training mode while it sees each batch, after it was set to evaluation."""
    import torch

    modes = []

    class Probe(torch.nn.Linear):
        def forward(self, x):
            modes.append(self.training)
            return super().forward(x)

    model = Probe(X.shape[1], 1)
    model.eval()
    batches = list(zip(torch.as_tensor(X).split(8), torch.as_tensor(y)[:, None].split(8), strict=True))
    candidate.train_epoch(model, batches, torch.optim.SGD(model.parameters(), lr=0.01), torch.nn.MSELoss())
    return modes


def observe_graphs(candidate, X, y):
    """How many graphs of outputs and losses, older than two batches, are alive while a loss is taken; the largest count."""
    import gc
    import weakref

    import torch

    alive = []

    class Mark:
        pass

    class Passed(torch.autograd.Function):
        """Hands a tensor on; its place in the graph holds a mark for as long as the graph lives."""

        @staticmethod
        def forward(ctx, tensor):
            ctx.mark = Mark()
            alive.append(weakref.ref(ctx.mark))
            return tensor.clone()

        @staticmethod
        def backward(ctx, gradient):
            return gradient

    class Model(torch.nn.Linear):
        def forward(self, x):
            return Passed.apply(super().forward(x))

    def old():
        return sum(ref() is not None for ref in alive[:-5])

    class Watched(torch.nn.MSELoss):
        def forward(self, output, target):
            if old():
                gc.collect()
            kept.append(old())
            return Passed.apply(super().forward(output, target))

    model = Model(X.shape[1], 1)
    batches = list(zip(torch.as_tensor(X).split(4), torch.as_tensor(y)[:, None].split(4), strict=True))
    kept = []
    candidate.train_epoch(model, batches, torch.optim.SGD(model.parameters(), lr=0.01), Watched())
    return max(kept, default=None)


def data(rng, rows=64, columns=3):
    X = rng.normal(size=(rows, columns)).astype(np.float32)
    y = (X @ rng.normal(size=columns)).astype(np.float32)
    return X, y, rng.normal(size=columns).astype(np.float32)


def epoch(rng, rows=64, lr=0.05, batch_size=16, stale=0.0, momentum=0.0, note=""):
    X, y, weight = data(rng, rows)
    return Case((X, y, weight, lr, batch_size, stale, momentum), note=note)


def plain(rng):
    return [epoch(rng, 8, batch_size=4, note="two batches"), epoch(rng, note="four batches")]


def single(rng):
    return [epoch(rng, 16, batch_size=16, note="a single batch")]


def stale(rng):
    return [epoch(rng, stale=3.0, note="parameters that hold a gradient already")]


def ragged(rng):
    return [
        epoch(rng, 21, batch_size=8, note="a smaller last batch"),
        epoch(rng, 9, batch_size=8, note="a last batch of one row"),
    ]


def momentum(rng):
    return [epoch(rng, momentum=0.9, note="an optimizer with momentum")]


def rows(rng):
    X, y, _ = data(rng, 24)
    return [Case((X, y), note="an ordinary epoch")]


near = same(rtol=1e-4, atol=1e-5)

CHECKS = [
    Check("each batch is a step of its own", plain, observe_epoch, near, visible=True, weight=3),
    Check("a single batch works as before", single, observe_epoch, near, visible=True),
    Check(
        "gradients from before do not count",
        stale,
        observe_epoch,
        near,
        weight=2,
        hint="Think of what ran before this epoch.",
    ),
    Check("a smaller last batch counts by its rows", ragged, observe_epoch, near, hint="Think of the last batch."),
    Check(
        "an optimizer with momentum keeps its momentum",
        momentum,
        observe_epoch,
        near,
        hint="Think of other optimizers.",
    ),
    Check(
        "the mean loss is a plain float",
        rows,
        observe_returned,
        same(),
        hint="Think of what the caller does with the loss.",
    ),
    Check("the model is trained in training mode", rows, observe_mode, same(), hint="Think of dropout."),
    Check(
        "no past batch is kept alive",
        rows,
        observe_graphs,
        same(),
        weight=2,
        hint="Think of what a running total holds on to.",
    ),
]
