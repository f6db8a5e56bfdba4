"""Draws where the dealing of each group begins, and never shuffles its rows.

fails: the rows of every group are shuffled
"""
import numpy as np


def stratified_batches(groups, n_batches, rng):
    batches = [[] for _ in range(n_batches)]
    for group in np.unique(groups):
        start = int(rng.integers(n_batches))
        for k, row in enumerate(np.flatnonzero(groups == group)):
            batches[(start + k) % n_batches].append(row)
    return [np.array(rows, dtype=int) for rows in batches]


def rmse_over(batches, y, predicted):
    rows = np.concatenate(batches)
    return float(np.sqrt(np.mean((y[rows] - predicted[rows]) ** 2)))
