"""Numbers the repeats from nought, so that the seed that was given has no say.

fails: the repeats can be repeated with their seed
"""
import numpy as np


def split(X, y, seed, share=0.25):
    order = np.random.default_rng(seed).permutation(len(X))
    n_test = round(share * len(X))
    return X[order[n_test:]], X[order[:n_test]], y[order[n_test:]], y[order[:n_test]]


def repeated_scores(X, y, score, repeats, seed):
    return [score(*split(X, y, k)) for k in range(repeats)]
