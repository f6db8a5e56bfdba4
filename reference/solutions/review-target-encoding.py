import numpy as np


def encode_training(categories, target, folds):
    """Fold by fold, with both means over the rows outside of it."""
    encoded = np.empty(len(target))
    for fold in np.unique(folds):
        here = folds == fold
        names, values = categories[~here], target[~here]
        means = {c: values[names == c].mean() for c in np.unique(names)}
        encoded[here] = [means.get(c, values.mean()) for c in categories[here]]
    return encoded
