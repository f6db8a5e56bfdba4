"""A plain loop over the functions, the given list of kinds, and Adam with a step decay."""

import torch
from torch import nn

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


class ParametricMixing(nn.Module):
    def __init__(self, n_latents=7, n_outputs=20, n_functions=13):
        super().__init__()
        self.weights = nn.Parameter(0.3 * torch.randn(n_functions, n_latents, n_outputs))
        self.shifts = nn.Parameter(0.3 * torch.randn(n_functions, n_outputs))
        self.amplitudes = nn.Parameter(0.4 * torch.randn(n_functions, n_outputs))
        self.logits = nn.Parameter(0.1 * torch.randn(n_functions, len(KINDS)))

    def selection(self):
        return self.logits.softmax(-1)

    def forward(self, z):
        total = 0
        for weights, shift, amplitude, shares in zip(self.weights, self.shifts, self.amplitudes, self.selection()):
            x = z @ weights + shift
            total = total + amplitude * torch.tensordot(shares, torch.stack([kind(x) for kind in KINDS]), 1)
        return total


def fit_mixing(Z, Y, n_functions=13, seed=0):
    torch.manual_seed(seed)
    model = ParametricMixing(Z.shape[1], Y.shape[1], n_functions)
    optimiser = torch.optim.Adam(model.parameters(), lr=0.05)
    scale = Y.std(dim=0)
    steps = 160
    for step in range(steps):
        if step == 115:
            for group in optimiser.param_groups:
                group["lr"] = 0.01
        rows = torch.randperm(len(Z))[:80]
        loss = nn.functional.mse_loss(model(Z[rows]) / scale, Y[rows] / scale)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return model
