"""Shuffles without replacement and drops the rows that are left over.

fails: no row is lost where the rows cannot be divided evenly
"""
import numpy as np


def stratified_batches(groups, n_batches, rng):
    size = len(groups) // n_batches
    shuffled = rng.permutation(len(groups))
    dealt = shuffled[np.argsort(groups[shuffled], kind="stable")]
    return [dealt[k : size * n_batches : n_batches] for k in range(n_batches)]


def rmse_over(batches, y, predicted):
    rows = np.concatenate(batches)
    return float(np.sqrt(np.mean((y[rows] - predicted[rows]) ** 2)))
