"""Leaves the model in the mode in which it came.

fails: the model is trained in training mode
"""


def train_epoch(model, batches, optimizer, loss_fn):
    total, rows = 0.0, 0
    for x, y in batches:
        optimizer.zero_grad()
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
        rows += len(y)
    return total / rows
