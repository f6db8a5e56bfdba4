"""Hands the parts to the score by their names."""

import numpy as np


def split(X, y, seed, share=0.25):
    order = np.random.default_rng(seed).permutation(len(X))
    test, train = np.split(order, [round(share * len(X))])
    return X[train], X[test], y[train], y[test]


def repeated_scores(X, y, score, repeats, seed):
    scores = []
    for own in np.random.SeedSequence(seed).generate_state(repeats):
        X_train, X_test, y_train, y_test = split(X, y, int(own))
        scores.append(score(X_train=X_train, X_test=X_test, y_train=y_train, y_test=y_test))
    return scores
