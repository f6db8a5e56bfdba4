"""One root at the end, over batch means that all count alike.

fails: batches of different size count by their rows
"""
import numpy as np


def stratified_batches(groups, n_batches, rng):
    shuffled = rng.permutation(len(groups))
    dealt = shuffled[np.argsort(groups[shuffled], kind="stable")]
    return [dealt[k::n_batches] for k in range(n_batches)]


def rmse_over(batches, y, predicted):
    return float(np.sqrt(np.mean([np.mean((y[rows] - predicted[rows]) ** 2) for rows in batches])))
