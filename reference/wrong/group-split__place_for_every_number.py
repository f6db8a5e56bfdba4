"""Keeps a place for every whole number between the smallest and the largest name.

fails: numbers as names
"""

import numpy as np


def group_split(y, groups, test_share, seed):
    if groups.dtype.kind in "iu":
        group_of = groups - groups.min()
        names = np.arange(group_of.max() + 1)
    else:
        names, group_of = np.unique(groups, return_inverse=True)
    if len(names) < 2:
        raise ValueError("one group")
    counts = np.stack([np.bincount(group_of), np.bincount(group_of, weights=y)], axis=1)
    chosen = np.random.default_rng(seed).random((4000, len(names))) < test_share
    rows, positives = (chosen @ counts).T
    off = np.abs(rows - test_share * len(y)) + np.abs(positives - rows * y.mean())
    in_test = chosen[off.argmin()][group_of]
    return np.flatnonzero(~in_test), np.flatnonzero(in_test)
