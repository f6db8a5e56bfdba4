"""Deals the rows out well, and still averages the roots.

fails: batches of different size count by their rows
fails: batches of one size give the root over all rows
"""
import numpy as np


def stratified_batches(groups, n_batches, rng):
    shuffled = rng.permutation(len(groups))
    dealt = shuffled[np.argsort(groups[shuffled], kind="stable")]
    return [dealt[k::n_batches] for k in range(n_batches)]


def rmse_over(batches, y, predicted):
    return float(np.mean([np.sqrt(np.mean((y[rows] - predicted[rows]) ** 2)) for rows in batches]))
