"""Divides by the variance: the square root is forgotten.

fails: the values are (x - mean) / std
fails: random numbers come out with mean 0 and deviation 1
"""
import numpy as np


def zscore(x):
    variance = np.mean((x - np.mean(x)) ** 2)
    if variance == 0:
        return np.zeros_like(x, dtype=float)
    return (x - np.mean(x)) / variance
