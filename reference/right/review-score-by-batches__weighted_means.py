"""Batches by number: a number for each row, and means that are weighted by the rows."""

import numpy as np


def stratified_batches(groups, n_batches, rng):
    number = np.empty(len(groups), dtype=int)
    for group in set(groups.tolist()):
        rows = np.flatnonzero(groups == group)
        number[rows] = rng.permutation(np.arange(len(rows)) % n_batches)
    return [np.flatnonzero(number == k) for k in range(n_batches)]


def rmse_over(batches, y, predicted):
    means = [np.mean((y[rows] - predicted[rows]) ** 2) for rows in batches]
    return float(np.sqrt(np.average(means, weights=[len(rows) for rows in batches])))
