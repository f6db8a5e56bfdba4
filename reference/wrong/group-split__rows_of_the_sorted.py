"""Returns positions among the sorted rows.

fails: no group is on both sides
"""

import numpy as np


def group_split(y, groups, test_share, seed):
    """Of many choices of groups by tossing coins, the one that is nearest in size and in positives, both counted in rows."""
    names, group_of = np.unique(groups, return_inverse=True)
    if len(names) < 2:
        raise ValueError("At least two groups are needed, since no group may be on both sides.")
    counts = np.stack([np.bincount(group_of), np.bincount(group_of, weights=y)], axis=1)
    chosen = np.random.default_rng(seed).random((4000, len(names))) < test_share
    rows, positives = (chosen @ counts).T
    off = np.abs(rows - test_share * len(y)) + np.abs(positives - rows * y.mean())
    in_test = chosen[off.argmin()][np.sort(group_of)]
    return np.flatnonzero(~in_test), np.flatnonzero(in_test)
