"""A child of a SeedSequence for each repeat, and a mask for the test part."""

import numpy as np


def split(X, y, seed, share=0.25):
    rng = np.random.default_rng(seed)
    in_test = np.zeros(len(X), dtype=bool)
    in_test[rng.choice(len(X), size=round(share * len(X)), replace=False)] = True
    return X[~in_test], X[in_test], y[~in_test], y[in_test]


def repeated_scores(X, y, score, repeats, seed):
    return [score(*split(X, y, child)) for child in np.random.SeedSequence(seed).spawn(repeats)]
