"""Counts the folds from nought, and never looks at other labels.

fails: folds of any labels and sizes
"""
import numpy as np


def encode_training(categories, target, folds):
    encoded = np.zeros(len(target))
    for fold in range(len(np.unique(folds))):
        here = folds == fold
        names, values = categories[~here], target[~here]
        means = {c: values[names == c].mean() for c in np.unique(names)}
        encoded[here] = [means.get(c, values.mean()) for c in categories[here]]
    return encoded
