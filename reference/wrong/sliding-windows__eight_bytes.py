"""Takes every value to be eight bytes wide.

fails: values of any width come out right
"""
import numpy as np


def sliding_windows(x, k):
    if k < 1 or k > len(x):
        raise ValueError("invalid k")
    x = np.append(x, np.zeros(8 * len(x), dtype=x.dtype))
    n = len(x) // 9
    return np.lib.stride_tricks.as_strided(x, (n - k + 1, k), (8, 8))
