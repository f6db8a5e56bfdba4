"""Centres the array in place before it cuts the windows.

fails: each row is the next window
fails: the array passed in stays as it was
"""
import numpy as np


def sliding_windows(x, k):
    if k < 1 or k > len(x):
        raise ValueError("invalid k")
    x[:] = x - np.asarray(x.mean()).astype(x.dtype)
    return np.lib.stride_tricks.sliding_window_view(x, k)
