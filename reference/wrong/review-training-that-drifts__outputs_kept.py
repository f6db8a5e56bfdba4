"""Keeps every batch's output with its graph, to take the mean loss over all rows at the end.

fails: no past batch is kept alive
"""
import torch


def train_epoch(model, batches, optimizer, loss_fn):
    model.train()
    outputs, wanted, total, rows = [], [], 0.0, 0
    for x, y in batches:
        optimizer.zero_grad()
        output = model(x)
        loss = loss_fn(output, y)
        loss.backward()
        optimizer.step()
        outputs.append(output)
        wanted.append(y)
    with torch.no_grad():
        for output, y in zip(outputs, wanted):
            total += loss_fn(output, y).item() * len(y)
            rows += len(y)
    return total / rows
