"""Refuses the window that is as long as the array.

fails: a window as long as the array gives one row
"""
import numpy as np


def sliding_windows(x, k):
    if k < 1 or k >= len(x):
        raise ValueError("invalid k")
    return np.lib.stride_tricks.sliding_window_view(x, k)
