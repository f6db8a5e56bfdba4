# %% Imports
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


# %% Your model
class MLP(nn.Module):
    """Linear, ReLU, dropout, Linear: from ``in_dim`` features to one logit for each row."""

    def __init__(self, in_dim: int, hidden_dim: int = 32, p_drop: float = 0.2):
        super().__init__()
        raise NotImplementedError

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return one logit for each row of ``x``, of shape (batch,)."""
        raise NotImplementedError


# %% Your training and evaluation
def set_seed(seed: int = 0) -> None:
    """Make what follows repeatable."""
    raise NotImplementedError


def train_epoch(model, loader, optimizer, criterion, device: str = "cpu") -> float:
    """Train on every batch of ``loader`` once; return the average loss."""
    raise NotImplementedError


def evaluate(model, loader, criterion, device: str = "cpu") -> tuple[float, float]:
    """Return the average loss and the accuracy, as a fraction, over ``loader``."""
    raise NotImplementedError


# %% Test yourself: these fail until the code is written; add your own below
set_seed(0)
X = torch.randn(600, 10)
y = (X.sum(dim=1) > 0).float()
training = DataLoader(TensorDataset(X[:450], y[:450]), batch_size=32, shuffle=True)
held_out = DataLoader(TensorDataset(X[450:], y[450:]), batch_size=32)
model = MLP(in_dim=10)
assert model(X[:5]).shape == (5,)

optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
criterion = nn.BCEWithLogitsLoss()
losses = []
for epoch in range(10):
    losses.append(train_epoch(model, training, optimizer, criterion))
    held_out_loss, accuracy = evaluate(model, held_out, criterion)
    print(f"epoch {epoch}: training loss {losses[-1]:.3f}, held-out loss {held_out_loss:.3f}, accuracy {accuracy:.3f}")
assert losses[-1] < losses[0]
assert 0.8 < accuracy <= 1.0
