# %%
import numpy as np
import torch
from torch import nn

# %% Given: the ten kinds of functions, in this order, and data from such a law
KINDS = [
    torch.sin,
    torch.cos,
    torch.tanh,
    torch.sigmoid,
    lambda x: x * torch.tanh(x),
    lambda x: torch.sin(x**2),
    lambda x: torch.cosh(x) - 1,
    lambda x: torch.exp(-(x**2)),
    lambda x: torch.tanh(x) + 0.1 * torch.sin(3 * x),
    lambda x: torch.cos(x) * torch.sin(x),
]


def make_data(n: int, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """Return latents, shape (n, 7), and outputs, shape (n, 20), of one fixed law with thirteen functions; seed draws rows."""
    law, rows = torch.Generator().manual_seed(99), torch.Generator().manual_seed(seed)
    W, B = 0.35 * torch.randn(13, 7, 20, generator=law), 0.3 * torch.randn(13, 20, generator=law)
    A, kinds = 0.4 * torch.randn(13, 20, generator=law), torch.randint(0, 10, (13,), generator=law)
    Z = torch.randn(n, 7, generator=rows)
    return Z, sum(A[k] * KINDS[kinds[k]](Z @ W[k] + B[k]) for k in range(13))


# %%
class ParametricMixing(nn.Module):
    """Output j is the sum over k of amplitudes[k, j] * f_k(z @ weights[k, :, j] + shifts[k, j]).

    f_k is a mix of all KINDS, with shares that come from a softmax over logits[k].
    """

    def __init__(self, n_latents: int = 7, n_outputs: int = 20, n_functions: int = 13) -> None:
        super().__init__()
        self.weights = nn.Parameter(0.3 * torch.randn(n_functions, n_latents, n_outputs))
        self.shifts = nn.Parameter(0.3 * torch.randn(n_functions, n_outputs))
        self.amplitudes = nn.Parameter(0.4 * torch.randn(n_functions, n_outputs))
        self.logits = nn.Parameter(0.1 * torch.randn(n_functions, len(KINDS)))

    def selection(self) -> torch.Tensor:
        """Return the share of every kind in every function, shape (n_functions, 10); rows add up to one."""
        raise NotImplementedError

    def forward(self, z: torch.Tensor) -> torch.Tensor:
        """Return the outputs for latents z of shape (n, n_latents), shape (n, n_outputs)."""
        raise NotImplementedError


def fit_mixing(Z: torch.Tensor, Y: torch.Tensor, n_functions: int = 13, seed: int = 0) -> ParametricMixing:
    """Fit a model by gradient and return it. The same seed gives the same model."""
    raise NotImplementedError


# %% Test yourself
model = ParametricMixing()
Z, Y = make_data(2500)
assert model(Z).shape == Y.shape
assert torch.allclose(model.selection().sum(dim=1), torch.ones(13))
one = ParametricMixing(n_latents=1, n_outputs=1, n_functions=1)
with torch.no_grad():
    one.weights.fill_(2.0), one.shifts.fill_(0.5), one.amplitudes.fill_(3.0), one.logits.fill_(-50.0)
    one.logits[0, 6] = 50.0
    assert torch.allclose(one(torch.tensor([[0.2]])), 3 * (torch.cosh(torch.tensor([[0.9]])) - 1))

# %% Test yourself: the fit, on rows it has not seen
model = fit_mixing(Z, Y)
fresh, truth = make_data(1000, seed=1)
with torch.no_grad():
    share = 1 - (model(fresh) - truth).var(dim=0) / truth.var(dim=0)
assert share.median() > 0.6
