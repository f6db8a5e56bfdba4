"""Never puts a group with more than a tenth of the rows into the test set.

fails: a group larger than the test set
"""

import numpy as np


def group_split(y, groups, test_share, seed):
    names, group_of = np.unique(groups, return_inverse=True)
    if len(names) < 2:
        raise ValueError("one group")
    sizes = np.bincount(group_of)
    small = sizes <= max(0.1 * len(y), sizes.min())
    counts = np.stack([sizes, np.bincount(group_of, weights=y)], axis=1)
    share = test_share * len(y) / sizes[small].sum()
    chosen = (np.random.default_rng(seed).random((6000, len(names))) < share) & small
    rows, positives = (chosen @ counts).T
    off = np.abs(rows - test_share * len(y)) + np.abs(positives - rows * y.mean()) + 1e9 * (rows == 0)
    in_test = chosen[off.argmin()][group_of]
    return np.flatnonzero(~in_test), np.flatnonzero(in_test)
