"""Shuffles the largest group alone.

fails: the rows of every group are shuffled
"""
import numpy as np


def stratified_batches(groups, n_batches, rng):
    names, sizes = np.unique(groups, return_counts=True)
    batches = [[] for _ in range(n_batches)]
    for name in names:
        rows = np.flatnonzero(groups == name)
        if name == names[sizes.argmax()]:
            rng.shuffle(rows)
        for k, row in enumerate(rows):
            batches[k % n_batches].append(row)
    return [np.array(rows, dtype=int) for rows in batches]


def rmse_over(batches, y, predicted):
    rows = np.concatenate(batches)
    return float(np.sqrt(np.mean((y[rows] - predicted[rows]) ** 2)))
