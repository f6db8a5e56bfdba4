"""Clears before the epoch and after each step; adds up detached sums."""


def train_epoch(model, batches, optimizer, loss_fn):
    model.train()
    optimizer.zero_grad()
    losses, sizes = [], []
    for inputs, targets in batches:
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        losses.append(float(loss.detach()))
        sizes.append(inputs.shape[0])
    return sum(l * n for l, n in zip(losses, sizes)) / sum(sizes)
