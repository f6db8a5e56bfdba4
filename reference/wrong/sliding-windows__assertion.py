"""Checks the length by an assertion where a ValueError was asked for.

fails: a length of 0 or above the array's raises ValueError
fails: a negative length or an empty array raises ValueError
"""
import numpy as np


def sliding_windows(x, k):
    assert 1 <= k <= len(x), "invalid k"
    return np.lib.stride_tricks.sliding_window_view(x, k)
