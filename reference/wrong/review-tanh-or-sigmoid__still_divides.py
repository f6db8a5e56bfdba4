"""Puts the branches in order, and still divides by a deviation of nought.

fails: nothing is divided by nought
"""
import numpy as np


def kind_of(column):
    skewness = np.mean(((column - column.mean()) / column.std()) ** 3)
    low, high = column.min(), column.max()
    if low == high:
        return "constant"
    if low >= 0 and high <= 1:
        return "sigmoid"
    if low >= -1 and high <= 1:
        return "tanh"
    return "exponential" if low > 0 and skewness > 1 else "linear"
