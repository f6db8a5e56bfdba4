"""No row twice in a batch, and the same row in several batches.

fails: every row is in exactly one batch
"""
import numpy as np


def stratified_batches(groups, n_batches, rng):
    size = len(groups) // n_batches
    return [rng.choice(len(groups), size, replace=False) for _ in range(n_batches)]


def rmse_over(batches, y, predicted):
    rows = np.concatenate(batches)
    return float(np.sqrt(np.mean((y[rows] - predicted[rows]) ** 2)))
