"""Falls back on the mean of the categories' means, in which a rare category counts as much as a common one.

fails: a category that no other fold holds gets the mean of the other folds
"""
import numpy as np


def encode_training(categories, target, folds):
    encoded = np.empty(len(target))
    for fold in np.unique(folds):
        here = folds == fold
        names, values = categories[~here], target[~here]
        means = {c: values[names == c].mean() for c in np.unique(names)}
        overall = np.mean(list(means.values()))
        encoded[here] = [means.get(c, overall) for c in categories[here]]
    return encoded
