"""Returns an empty array where the window is longer than the array.

fails: a length of 0 or above the array's raises ValueError
"""
import numpy as np


def sliding_windows(x, k):
    if k < 1:
        raise ValueError("k must be positive")
    rows = max(len(x) - k + 1, 0)
    return x[np.arange(rows)[:, None] + np.arange(k)]
