"""Steps once after the last batch.

fails: each batch is a step of its own
"""


def train_epoch(model, batches, optimizer, loss_fn):
    model.train()
    optimizer.zero_grad()
    total, rows = 0.0, 0
    for x, y in batches:
        loss = loss_fn(model(x), y)
        loss.backward()
        total += loss.item() * len(y)
        rows += len(y)
    optimizer.step()
    return total / rows
