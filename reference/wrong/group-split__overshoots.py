"""Fills until the size is reached, with whatever group comes.

fails: a group larger than the test set
"""

import numpy as np


def group_split(y, groups, test_share, seed):
    names, group_of = np.unique(groups, return_inverse=True)
    if len(names) < 2:
        raise ValueError("At least two groups are needed.")
    order = np.random.default_rng(seed).permutation(len(names))
    filled = np.cumsum(np.bincount(group_of)[order])
    test = order[: np.searchsorted(filled, test_share * len(y)) + 1]
    in_test = np.isin(group_of, test)
    return np.flatnonzero(~in_test), np.flatnonzero(in_test)
