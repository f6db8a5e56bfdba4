"""A partition that does not look at the groups.

fails: every group is dealt out evenly
"""
import numpy as np


def stratified_batches(groups, n_batches, rng):
    return np.array_split(rng.permutation(len(groups)), n_batches)


def rmse_over(batches, y, predicted):
    rows = np.concatenate(batches)
    return float(np.sqrt(np.mean((y[rows] - predicted[rows]) ** 2)))
