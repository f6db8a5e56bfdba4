"""Gives the scores one by one in a generator instead of a list.

fails: each repeat has a split of its own
"""

import numpy as np


def split(X, y, seed, share=0.25):
    """One permutation of the row numbers for both arrays; the seed may be a generator that goes on."""
    order = np.random.default_rng(seed).permutation(len(X))
    n_test = round(share * len(X))
    test, train = order[:n_test], order[n_test:]
    return X[train], X[test], y[train], y[test]


def repeated_scores(X, y, score, repeats, seed):
    """One generator for all splits."""
    rng = np.random.default_rng(seed)
    return (score(*split(X, y, rng)) for _ in range(repeats))
