"""Stores the result in an array of the input's dtype, which cuts integers off.

fails: whole numbers give fractions
"""
import numpy as np


def zscore(x: np.ndarray) -> np.ndarray:
    out = np.zeros_like(x)
    std = x.std()
    if std > 0:
        out[:] = (x - x.mean()) / std
    return out
