"""Asks for the number of batches, and fills tensors of that length."""

import torch


def train_epoch(model, batches, optimizer, loss_fn):
    model.train()
    losses, rows = torch.zeros(len(batches)), torch.zeros(len(batches))
    for k, (inputs, targets) in enumerate(batches):
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()
        losses[k], rows[k] = loss.item(), len(targets)
    return float((losses * rows).sum() / rows.sum())
