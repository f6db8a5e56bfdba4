"""Leaves out the row alone, so that its neighbours in the fold still have a say.

fails: a row's own target has no say
fails: a category's value is its mean over the other folds
"""
import numpy as np


def encode_training(categories, target, folds):
    found = np.empty(len(target))
    for k in range(len(target)):
        alike = categories == categories[k]
        alike[k] = False
        others = np.arange(len(target)) != k
        found[k] = target[alike].mean() if alike.any() else target[others].mean()
    return found
