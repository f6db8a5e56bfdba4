"""Clears the gradients before they are used.

fails: each batch is a step of its own
fails: a single batch works as before
"""


def train_epoch(model, batches, optimizer, loss_fn):
    model.train()
    total, rows = 0.0, 0
    for x, y in batches:
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
        total += loss.item() * len(y)
        rows += len(y)
    return total / rows
