"""Gives the values back fold by fold, and not in the order of the rows.

fails: a category's value is its mean over the other folds
"""
import numpy as np


def encode_training(categories, target, folds):
    parts = []
    for fold in np.unique(folds):
        here = folds == fold
        names, values = categories[~here], target[~here]
        means = {c: values[names == c].mean() for c in np.unique(names)}
        parts.append([means.get(c, values.mean()) for c in categories[here]])
    return np.concatenate(parts)
