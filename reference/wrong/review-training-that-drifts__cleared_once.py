"""Clears the gradients once before the epoch.

fails: each batch is a step of its own
"""


def train_epoch(model, batches, optimizer, loss_fn):
    model.train()
    optimizer.zero_grad()
    total, rows = 0.0, 0
    for x, y in batches:
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
        rows += len(y)
    return total / rows
