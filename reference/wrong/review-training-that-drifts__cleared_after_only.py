"""Clears after each step, so that what was there before the epoch counts in the first one.

fails: gradients from before do not count
"""


def train_epoch(model, batches, optimizer, loss_fn):
    model.train()
    total, rows = 0.0, 0
    for x, y in batches:
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        total += loss.item() * len(y)
        rows += len(y)
    return total / rows
