"""Keeps the rows together, and still begins each repeat with the same seed.

fails: each repeat has a split of its own
"""
import numpy as np


def split(X, y, seed, share=0.25):
    order = np.random.default_rng(seed).permutation(len(X))
    n_test = round(share * len(X))
    return X[order[n_test:]], X[order[:n_test]], y[order[n_test:]], y[order[:n_test]]


def repeated_scores(X, y, score, repeats, seed):
    return [score(*split(X, y, seed)) for _ in range(repeats)]
