"""Walks over the positions in a comprehension, which is a Python loop.

fails: rules
"""
import numpy as np


def sliding_windows(x, k):
    if k < 1 or k > len(x):
        raise ValueError("invalid k")
    return np.array([x[i : i + k] for i in range(len(x) - k + 1)])
