"""Uses the function for dropout without telling it the mode, so it also drops in evaluation.

fails: the layers are Linear, ReLU and Linear, without a sigmoid
"""
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, in_dim, hidden_dim=32, p_drop=0.2):
        super().__init__()
        self.first = nn.Linear(in_dim, hidden_dim)
        self.second = nn.Linear(hidden_dim, 1)
        self.p_drop = p_drop

    def forward(self, x):
        hidden = nn.functional.dropout(torch.relu(self.first(x)), self.p_drop)
        return self.second(hidden).squeeze(-1)


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
