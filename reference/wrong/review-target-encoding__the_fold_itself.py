"""Takes the mean within the fold, the wrong way round.

fails: a row's own target has no say
fails: a category's value is its mean over the other folds
"""
import numpy as np


def encode_training(categories, target, folds):
    encoded = np.empty(len(target))
    for fold in np.unique(folds):
        here = folds == fold
        names, values = categories[here], target[here]
        means = {c: values[names == c].mean() for c in np.unique(names)}
        encoded[here] = [means[c] for c in names]
    return encoded
