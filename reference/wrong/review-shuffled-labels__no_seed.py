"""Draws each split without a seed, so that nothing can be repeated.

fails: a split is random and its seed brings it back
fails: the repeats can be repeated with their seed
"""
import numpy as np


def split(X, y, seed, share=0.25):
    order = np.random.default_rng().permutation(len(X))
    n_test = round(share * len(X))
    return X[order[n_test:]], X[order[:n_test]], y[order[n_test:]], y[order[:n_test]]


def repeated_scores(X, y, score, repeats, seed):
    return [score(*split(X, y, seed + k)) for k in range(repeats)]
