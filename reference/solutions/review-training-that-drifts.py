def train_epoch(model, batches, optimizer, loss_fn):
    """One step for each batch from its own gradient; the mean loss over rows as a plain number."""
    model.train()
    total, rows = 0.0, 0
    for inputs, targets in batches:
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(targets)
        rows += len(targets)
    return total / rows
