"""Draws the two parts each for itself, so that rows are in both or in none.

fails: every row keeps its label and is in one part
"""
import numpy as np


def split(X, y, seed, share=0.25):
    rng = np.random.default_rng(seed)
    n_test = round(share * len(X))
    test = rng.choice(len(X), n_test, replace=False)
    train = rng.choice(len(X), len(X) - n_test, replace=False)
    return X[train], X[test], y[train], y[test]


def repeated_scores(X, y, score, repeats, seed):
    rng = np.random.default_rng(seed)
    return [score(*split(X, y, rng)) for _ in range(repeats)]
