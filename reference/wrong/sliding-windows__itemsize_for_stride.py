"""Takes the width of a value for the stride, which is wrong on a slice.

fails: a slice of another array comes out right
"""
import numpy as np


def sliding_windows(x, k):
    n = x.shape[0]
    if k < 1 or k > n:
        raise ValueError("invalid k")
    return np.lib.stride_tricks.as_strided(x, shape=(n - k + 1, k), strides=(x.itemsize, x.itemsize))
