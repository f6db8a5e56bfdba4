"""A spread below a thousandth is taken for none at all.

fails: a small spread is not taken for none
"""

import numpy as np


def zscore(x):
    x = np.asarray(x, dtype=np.float64)
    std = x.std()
    if std < 1e-3:
        return np.zeros(x.shape)
    return (x - x.mean()) / std
