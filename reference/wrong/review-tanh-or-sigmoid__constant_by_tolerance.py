"""Calls everything constant that varies by little.

fails: a column that hardly varies is not constant
"""
import numpy as np


def kind_of(column):
    low, high = column.min(), column.max()
    if np.allclose(column, low):
        return "constant"
    if low >= 0 and high <= 1:
        return "sigmoid"
    if low >= -1 and high <= 1:
        return "tanh"
    skewness = np.mean(((column - column.mean()) / column.std()) ** 3)
    return "exponential" if low > 0 and skewness > 1 else "linear"
