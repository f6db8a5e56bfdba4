"""Never clears the gradients, so that every step follows the sum of all before it.

fails: the fit holds on fresh rows
"""

import torch
from torch import nn

STEPS, BATCH, RATE = 100, 80, 0.05


class ParametricMixing(nn.Module):
    def __init__(self, n_latents=7, n_outputs=20, n_functions=13):
        super().__init__()
        self.weights = nn.Parameter(0.3 * torch.randn(n_functions, n_latents, n_outputs))
        self.shifts = nn.Parameter(0.3 * torch.randn(n_functions, n_outputs))
        self.amplitudes = nn.Parameter(0.4 * torch.randn(n_functions, n_outputs))
        self.logits = nn.Parameter(0.1 * torch.randn(n_functions, 10))

    def selection(self):
        return torch.softmax(self.logits, dim=1)

    def forward(self, z):
        x = torch.einsum("nh,khd->nkd", z, self.weights) + self.shifts
        sine, cosine, tanh, square = torch.sin(x), torch.cos(x), torch.tanh(x), x * x
        kinds = [
            sine,
            cosine,
            tanh,
            torch.sigmoid(x),
            x * tanh,
            torch.sin(square),
            torch.cosh(x) - 1,
            torch.exp(-square),
            tanh + 0.1 * torch.sin(3 * x),
            cosine * sine,
        ]
        return torch.einsum("inkd,ki,kd->nd", torch.stack(kinds), self.selection(), self.amplitudes)


def fit_mixing(Z, Y, n_functions=13, seed=0):
    """Adam on batches with a rate that warms up and dies down; every column's error counts in units of its variance."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = ParametricMixing(Z.shape[1], Y.shape[1], n_functions)
        optimiser = torch.optim.Adam(model.parameters(), lr=RATE)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=STEPS)
        variance = Y.var(dim=0)
        for _ in range(STEPS):
            rows = torch.randint(0, len(Z), (BATCH,))
            loss = ((model(Z[rows]) - Y[rows]) ** 2 / variance).mean()
            loss.backward()
            optimiser.step()
            schedule.step()
    return model
