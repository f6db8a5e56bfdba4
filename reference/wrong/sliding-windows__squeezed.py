"""Squeezes the result, so that a single row or column loses an axis.

fails: windows of one value form one column
fails: a window as long as the array gives one row
"""
import numpy as np


def sliding_windows(x, k):
    if k < 1 or k > len(x):
        raise ValueError("invalid k")
    return np.lib.stride_tricks.sliding_window_view(x, k).squeeze()
