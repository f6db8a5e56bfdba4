"""Gives the row numbers as floats, which cannot pick rows.

fails: every group is dealt out evenly
"""

import numpy as np


def stratified_batches(groups, n_batches, rng):
    """The shuffled rows, one group after the other, dealt out to the batches in turn."""
    shuffled = rng.permutation(len(groups))
    _, code = np.unique(groups, return_inverse=True)
    dealt = shuffled[np.argsort(code[shuffled], kind="stable")]
    return [dealt[k::n_batches].astype(float) for k in range(n_batches)]


def rmse_over(batches, y, predicted):
    """All squared errors together, divided by all rows, and one root."""
    squares = sum(np.sum((y[rows] - predicted[rows]) ** 2) for rows in batches)
    return float(np.sqrt(squares / sum(len(rows) for rows in batches)))
