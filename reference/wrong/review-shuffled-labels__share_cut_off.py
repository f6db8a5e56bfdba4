"""Cuts the share off in place of rounding it.

fails: the test part has its share
"""
import numpy as np


def split(X, y, seed, share=0.25):
    order = np.random.default_rng(seed).permutation(len(X))
    n_test = int(share * len(X))
    return X[order[n_test:]], X[order[:n_test]], y[order[n_test:]], y[order[:n_test]]


def repeated_scores(X, y, score, repeats, seed):
    rng = np.random.default_rng(seed)
    return [score(*split(X, y, rng)) for _ in range(repeats)]
