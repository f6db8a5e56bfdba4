"""Gives nought to a category that is not in the other folds.

fails: a category that no other fold holds gets the mean of the other folds
"""
import numpy as np


def encode_training(categories, target, folds):
    encoded = np.empty(len(target))
    for fold in np.unique(folds):
        here = folds == fold
        names, values = categories[~here], target[~here]
        means = {c: values[names == c].mean() for c in np.unique(names)}
        encoded[here] = [means.get(c, 0.0) for c in categories[here]]
    return encoded
