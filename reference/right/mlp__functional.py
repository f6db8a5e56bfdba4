import random

import torch
import torch.nn as nn
import torch.nn.functional as F


class MLP(nn.Module):
    def __init__(self, in_dim, hidden_dim=32, p_drop=0.2):
        super().__init__()
        self.fc1 = nn.Linear(in_dim, hidden_dim)
        self.fc2 = nn.Linear(hidden_dim, 1)
        self.p = p_drop

    def forward(self, x):
        h = F.relu(self.fc1(x))
        h = F.dropout(h, p=self.p, training=self.training)
        return self.fc2(h)[..., 0]


def set_seed(seed=0):
    random.seed(seed)
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(True)


def _run(model, loader, criterion, device, optimizer=None):
    model.train(optimizer is not None)
    loss_sum = correct = count = 0
    with torch.set_grad_enabled(optimizer is not None):
        for x, y in loader:
            x = x.to(device)
            y = y.to(device).float()
            logits = model(x)
            loss = criterion(logits, y)
            if optimizer is not None:
                for group in optimizer.param_groups:
                    for parameter in group["params"]:
                        parameter.grad = None
                loss.backward()
                optimizer.step()
            loss_sum += float(loss.detach()) * x.size(0)
            correct += int(((logits >= 0).float() == y).sum())
            count += x.size(0)
    return loss_sum / count, correct / count


def train_epoch(model, loader, optimizer, criterion, device="cpu"):
    return _run(model, loader, criterion, device, optimizer)[0]


def evaluate(model, loader, criterion, device="cpu"):
    return _run(model, loader, criterion, device)
