"""Corrects the skewness for bias, which makes it larger in a short column.

fails: the threshold of the skewness is where it was
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
    if low <= 0:
        return "linear"
    n = len(column)
    skewness = np.mean(((column - column.mean()) / column.std()) ** 3)
    corrected = skewness * np.sqrt(n * (n - 1)) / (n - 2) if n > 2 else skewness
    return "exponential" if corrected > 1 else "linear"
