"""Puts the windows into the columns.

fails: each row is the next window
"""
import numpy as np


def sliding_windows(x, k):
    if k < 1 or k > len(x):
        raise ValueError("invalid k")
    return x[np.arange(k)[:, None] + np.arange(len(x) - k + 1)]
