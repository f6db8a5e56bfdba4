"""Drops features of the input as well as hidden units.

fails: hidden units are dropped in training
"""

import random

import numpy as np
import torch
from torch import nn


class MLP(nn.Module):
    """Linear, ReLU, dropout, Linear: from ``in_dim`` features to one logit for each row."""

    def __init__(self, in_dim: int, hidden_dim: int = 32, p_drop: float = 0.2):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Dropout(p_drop),
            nn.Linear(in_dim, hidden_dim),
            nn.ReLU(),
            nn.Dropout(p_drop),
            nn.Linear(hidden_dim, 1),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return one logit for each row of ``x``, of shape (batch,)."""
        return self.layers(x).squeeze(-1)


def set_seed(seed: int = 0) -> None:
    """Seed Python's, NumPy's and torch's generators."""
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


def train_epoch(model, loader, optimizer, criterion, device: str = "cpu") -> float:
    """Train on every batch of ``loader`` once; return the average loss per row, as it was when each batch was seen."""
    model.train()
    total, rows = 0.0, 0
    for features, labels in loader:
        features, labels = features.to(device), labels.to(device)
        optimizer.zero_grad()
        loss = criterion(model(features), labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
        rows += len(labels)
    return total / rows


@torch.no_grad()
def evaluate(model, loader, criterion, device: str = "cpu") -> tuple[float, float]:
    """Return the average loss per row and the share of rows on the right side of logit 0, with dropout switched off."""
    model.eval()
    total, right, rows = 0.0, 0, 0
    for features, labels in loader:
        features, labels = features.to(device), labels.to(device)
        logits = model(features)
        total += criterion(logits, labels).item() * len(labels)
        right += ((logits > 0) == (labels > 0.5)).sum().item()
        rows += len(labels)
    return total / rows, right / rows
