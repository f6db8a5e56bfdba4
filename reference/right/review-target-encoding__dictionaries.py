"""Plain Python: lists of targets by category, gathered anew for each fold."""

from collections import defaultdict
from statistics import fmean

import numpy as np


def encode_training(categories, target, folds):
    names, values, parts = categories.tolist(), target.tolist(), folds.tolist()
    table = {}
    for fold in set(parts):
        by_name = defaultdict(list)
        for name, value, part in zip(names, values, parts, strict=True):
            if part != fold:
                by_name[name].append(value)
                by_name[None].append(value)
        table[fold] = {name: fmean(found) for name, found in by_name.items()}
    return np.array([table[part].get(name, table[part][None]) for name, part in zip(names, parts, strict=True)])
