"""Leaves out the activation, so two layers are no more than one.

fails: the layers are Linear, ReLU and Linear, without a sigmoid
"""
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, in_dim, hidden_dim=32, p_drop=0.2):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(in_dim, hidden_dim),
            nn.Dropout(p_drop),
            nn.Linear(hidden_dim, 1),
        )

    def forward(self, x):
        return self.net(x).squeeze(-1)


def set_seed(seed=0):
    torch.manual_seed(seed)


def train_epoch(model, loader, optimizer, criterion, device="cpu"):
    model.train()
    total, rows = 0.0, 0
    for x, y in loader:
        x, y = x.to(device), y.to(device)
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
        rows += len(y)
    return total / rows


def evaluate(model, loader, criterion, device="cpu"):
    model.eval()
    total, right, rows = 0.0, 0, 0
    with torch.no_grad():
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            logits = model(x)
            total += criterion(logits, y).item() * len(y)
            right += ((logits > 0).float() == y).sum().item()
            rows += len(y)
    return total / rows, right / rows
