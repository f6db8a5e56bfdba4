# %%
import torch


# %% A colleague's code: what is wrong with it?
def train_epoch(model, batches, optimizer, loss_fn) -> float:
    """Train on every batch once; return the mean loss."""
    model.train()
    total = 0.0
    count = 0
    for inputs, targets in batches:
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()
        total += loss
        count += 1
    return total / count


# %% Test yourself
torch.manual_seed(0)
X = torch.randn(96, 3)
y = X @ torch.tensor([[1.0], [-2.0], [0.5]])
model = torch.nn.Linear(3, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
batches = list(zip(X.split(32), y.split(32)))
losses = [train_epoch(model, batches, optimizer, torch.nn.MSELoss()) for epoch in range(12)]
assert isinstance(losses[0], float)
assert losses[-1] < 0.01 * losses[0]
