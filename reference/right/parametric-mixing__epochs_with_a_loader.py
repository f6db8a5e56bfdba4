"""Epochs over a DataLoader, an inner function for the basis, and the output scale worked into the amplitudes."""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def basis(x):
    t = x.tanh()
    parts = [x.sin(), x.cos(), t, x.sigmoid(), x * t, (x * x).sin(), x.cosh() - 1, (-x * x).exp()]
    return torch.stack([*parts, t + (3 * x).sin() / 10, (2 * x).sin() / 2], dim=-1)


class ParametricMixing(nn.Module):
    def __init__(self, n_latents=7, n_outputs=20, n_functions=13):
        super().__init__()
        self.weights = nn.Parameter(torch.randn(n_functions, n_latents, n_outputs) * 0.3)
        self.shifts = nn.Parameter(torch.randn(n_functions, n_outputs) * 0.3)
        self.amplitudes = nn.Parameter(torch.randn(n_functions, n_outputs) * 0.4)
        self.logits = nn.Parameter(torch.zeros(n_functions, 10))

    def selection(self):
        return torch.exp(self.logits - torch.logsumexp(self.logits, dim=1, keepdim=True))

    def forward(self, z):
        x = torch.tensordot(z, self.weights, dims=([1], [1])) + self.shifts
        mixed = (basis(x) * self.selection()[:, None, :]).sum(-1)
        return (mixed * self.amplitudes).sum(1)


def fit_mixing(Z, Y, n_functions=13, seed=0):
    generator = torch.Generator().manual_seed(seed)
    model = ParametricMixing(Z.shape[1], Y.shape[1], n_functions)
    with torch.no_grad():
        for p, size in ((model.weights, 0.3), (model.shifts, 0.3), (model.amplitudes, 0.4)):
            p.copy_(size * torch.randn(p.shape, generator=generator))
        model.amplitudes *= Y.std(dim=0)
    loader = DataLoader(TensorDataset(Z, Y), batch_size=64, shuffle=True, generator=generator)
    epochs = 7
    optimiser = torch.optim.AdamW(model.parameters(), lr=0.04, weight_decay=0)
    decay = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, epochs * len(loader))
    variance = Y.var(dim=0)
    for _ in range(epochs):
        for z, y in loader:
            optimiser.zero_grad()
            ((model(z) - y).square() / variance).mean().backward()
            optimiser.step()
            decay.step()
    return model
