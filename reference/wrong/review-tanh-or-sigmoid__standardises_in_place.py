"""Standardises the caller's column where it lies.

fails: the column stays as it was
"""
import numpy as np


def kind_of(column):
    low, high = column.min(), column.max()
    if low == high:
        return "constant"
    if low >= 0 and high <= 1:
        return "sigmoid"
    if low >= -1 and high <= 1:
        return "tanh"
    column -= column.mean()
    column /= column.std()
    return "exponential" if low > 0 and np.mean(column**3) > 1 else "linear"
