"""Sets the gradients to None by hand and uses a detached running tensor."""

import torch


def train_epoch(model, batches, optimizer, loss_fn):
    model.train()
    total = torch.zeros(())
    seen = 0
    for x, y in batches:
        for p in model.parameters():
            p.grad = None
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            total += loss * y.shape[0]
        seen += y.shape[0]
    return (total / seen).item()
