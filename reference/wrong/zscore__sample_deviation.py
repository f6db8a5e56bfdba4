"""Divides by the sample deviation, with n - 1 in it.

fails: the values are (x - mean) / std
fails: random numbers come out with mean 0 and deviation 1
"""
import numpy as np


def zscore(x):
    std = x.std(ddof=1) if len(x) > 1 else 0.0
    if std == 0:
        return np.zeros(len(x))
    return (x - x.mean()) / std
