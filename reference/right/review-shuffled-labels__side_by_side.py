"""Labels as a last column beside the rows, so that they move together."""

import numpy as np


def split(X, y, seed, share=0.25):
    together = np.random.default_rng(seed).permutation(np.column_stack([X, y]))
    n_test = round(share * len(X))
    test, train = together[:n_test], together[n_test:]
    return train[:, :-1], test[:, :-1], train[:, -1], test[:, -1]


def repeated_scores(X, y, score, repeats, seed):
    seeds = np.random.default_rng(seed).integers(0, 2**62, repeats)
    return [score(*split(X, y, int(own))) for own in seeds]
