"""Refuses only 0 and what is too long, and lets a negative length through.

fails: a negative length or an empty array raises ValueError
"""
import numpy as np


def sliding_windows(x, k):
    if k == 0 or k > len(x):
        raise ValueError("invalid k")
    rows = np.arange(len(x) - k + 1)
    return x[(rows[:, None] + np.arange(k)) % max(len(x), 1)]
