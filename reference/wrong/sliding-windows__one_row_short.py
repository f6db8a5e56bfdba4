"""Leaves out the last window.

fails: each row is the next window
fails: a window as long as the array gives one row
"""
import numpy as np


def sliding_windows(x, k):
    if k < 1 or k > len(x):
        raise ValueError("invalid k")
    return x[np.arange(len(x) - k)[:, None] + np.arange(k)]
