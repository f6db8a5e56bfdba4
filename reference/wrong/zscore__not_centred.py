"""Operator precedence: only the mean is divided by the deviation.

fails: the values are (x - mean) / std
fails: random numbers come out with mean 0 and deviation 1
"""
import numpy as np


def zscore(x):
    std = np.std(x)
    if std == 0:
        return np.zeros(x.shape)
    return x - np.mean(x) / std
