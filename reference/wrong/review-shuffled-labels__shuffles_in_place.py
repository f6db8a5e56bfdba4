"""Shuffles the caller's arrays where they lie, in step and yet not the caller's wish.

fails: the arrays stay as they were
"""
import numpy as np


def split(X, y, seed, share=0.25):
    order = np.random.default_rng(seed).permutation(len(X))
    X[:], y[:] = X[order], y[order]
    n_test = round(share * len(X))
    return X[n_test:].copy(), X[:n_test].copy(), y[n_test:].copy(), y[:n_test].copy()


def repeated_scores(X, y, score, repeats, seed):
    rng = np.random.default_rng(seed)
    return [score(*split(X, y, rng)) for _ in range(repeats)]
