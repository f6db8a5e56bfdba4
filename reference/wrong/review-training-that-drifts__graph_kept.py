"""Clears the gradients and still adds up tensors with their graphs.

fails: no past batch is kept alive
"""


def train_epoch(model, batches, optimizer, loss_fn):
    model.train()
    total, rows = 0.0, 0
    for x, y in batches:
        optimizer.zero_grad()
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()
        total = total + loss * len(y)
        rows += len(y)
    return float(total / rows)
