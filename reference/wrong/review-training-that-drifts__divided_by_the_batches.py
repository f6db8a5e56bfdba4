"""Divides each gradient by the number of batches so far, which hides the sum and does not undo it.

fails: each batch is a step of its own
"""


def train_epoch(model, batches, optimizer, loss_fn):
    model.train()
    optimizer.zero_grad()
    total, rows = 0.0, 0
    for n, (x, y) in enumerate(batches, 1):
        loss = loss_fn(model(x), y)
        (loss / n).backward()
        optimizer.step()
        total += loss.item() * len(y)
        rows += len(y)
    return total / rows
