"""Centres the caller's target where it lies.

fails: the inputs stay as they were
"""
import numpy as np


def encode_training(categories, target, folds):
    shift = target.mean()
    target -= shift
    encoded = np.empty(len(target))
    for fold in np.unique(folds):
        here = folds == fold
        names, values = categories[~here], target[~here]
        means = {c: values[names == c].mean() for c in np.unique(names)}
        encoded[here] = [means.get(c, values.mean()) for c in categories[here]]
    return encoded + shift
