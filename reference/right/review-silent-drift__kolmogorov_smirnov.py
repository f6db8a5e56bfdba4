"""The largest distance between the two empirical distribution functions, without bins."""

import numpy as np


def drifted(reference, batch, bins=10, threshold=0.25):
    a, b = np.sort(reference), np.sort(batch)
    both = np.concatenate([a, b])
    below_a = np.searchsorted(a, both, side="right") / len(a)
    below_b = np.searchsorted(b, both, side="right") / len(b)
    return bool(np.abs(below_a - below_b).max() > 0.1)
