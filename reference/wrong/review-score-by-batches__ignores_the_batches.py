"""Scores all rows, whatever the batches hold.

fails: rows that are in no batch do not count
"""
import numpy as np


def stratified_batches(groups, n_batches, rng):
    shuffled = rng.permutation(len(groups))
    dealt = shuffled[np.argsort(groups[shuffled], kind="stable")]
    return [dealt[k::n_batches] for k in range(n_batches)]


def rmse_over(batches, y, predicted):
    return float(np.sqrt(np.mean((y - predicted) ** 2)))
