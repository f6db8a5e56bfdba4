"""Works in place, so that the caller's array is lost, and integers raise.

fails: the array passed in stays as it was
fails: whole numbers give fractions
"""
import numpy as np


def zscore(x: np.ndarray) -> np.ndarray:
    std = x.std()
    x -= x.mean()
    if std != 0:
        x /= std
    return x
