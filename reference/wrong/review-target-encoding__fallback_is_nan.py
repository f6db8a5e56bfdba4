"""Leaves nan where the other folds do not hold the category.

fails: a category that no other fold holds gets the mean of the other folds
"""
import numpy as np


def encode_training(categories, target, folds):
    encoded = np.full(len(target), np.nan)
    for fold in np.unique(folds):
        here = folds == fold
        for c in np.unique(categories[~here]):
            encoded[here & (categories == c)] = target[~here & (categories == c)].mean()
    return encoded
