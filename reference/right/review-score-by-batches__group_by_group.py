"""Each group shuffled by itself and split into nearly equal parts."""

import numpy as np


def stratified_batches(groups, n_batches, rng):
    parts = [[] for _ in range(n_batches)]
    for group in np.unique(groups):
        rows = rng.permutation(np.flatnonzero(groups == group))
        for k, piece in enumerate(np.array_split(rows, n_batches)):
            parts[k].append(piece)
    return [np.concatenate(pieces) for pieces in parts]


def rmse_over(batches, y, predicted):
    rows = np.concatenate(batches)
    return float(np.sqrt(np.mean((y[rows] - predicted[rows]) ** 2)))
