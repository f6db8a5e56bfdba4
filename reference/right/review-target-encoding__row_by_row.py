"""Row by row with masks, as slow as it is plain."""

import numpy as np


def encode_training(categories, target, folds):
    found = []
    for category, fold in zip(categories, folds, strict=True):
        others = folds != fold
        alike = others & (categories == category)
        found.append(target[alike].mean() if alike.any() else target[others].mean())
    return np.array(found)
