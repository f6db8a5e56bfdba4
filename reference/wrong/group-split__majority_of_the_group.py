"""Stratifies the groups by whether most of their rows are positive.

fails: the size is right with groups of very different sizes
"""

import numpy as np
from sklearn.model_selection import train_test_split


def group_split(y, groups, test_share, seed):
    names, group_of = np.unique(groups, return_inverse=True)
    if len(names) < 2:
        raise ValueError("At least two groups are needed.")
    mostly = np.bincount(group_of, weights=y) / np.bincount(group_of) > 0.5
    _, test = train_test_split(np.arange(len(names)), test_size=test_share, stratify=mostly, random_state=seed)
    in_test = np.isin(group_of, test)
    return np.flatnonzero(~in_test), np.flatnonzero(in_test)
