"""Tells a constant by a deviation of nought, which rounding does not always leave.

fails: a constant is told exactly
"""
import numpy as np


def kind_of(column):
    low, high, deviation = column.min(), column.max(), column.std()
    if deviation == 0:
        return "constant"
    if low >= 0 and high <= 1:
        return "sigmoid"
    if low >= -1 and high <= 1:
        return "tanh"
    skewness = np.mean(((column - column.mean()) / deviation) ** 3)
    return "exponential" if low > 0 and skewness > 1 else "linear"
