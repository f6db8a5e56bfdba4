"""Gives each repeat its own seed, and still shuffles twice.

fails: every row keeps its label and is in one part
"""
import numpy as np


def split(X, y, seed, share=0.25):
    rng = np.random.default_rng(seed)
    X = rng.permutation(X)
    y = rng.permutation(y)
    n_test = round(share * len(X))
    return X[n_test:], X[:n_test], y[n_test:], y[:n_test]


def repeated_scores(X, y, score, repeats, seed):
    return [score(*split(X, y, seed + k)) for k in range(repeats)]
