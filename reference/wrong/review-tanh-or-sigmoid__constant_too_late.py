"""Asks for a constant after the bounds, where a constant of 0.5 is a sigmoid already.

fails: a constant within the bounds is constant first
"""
import numpy as np


def kind_of(column):
    low, high = column.min(), column.max()
    if low >= 0 and high <= 1:
        return "sigmoid"
    if low >= -1 and high <= 1:
        return "tanh"
    if low == high:
        return "constant"
    skewness = np.mean(((column - column.mean()) / column.std()) ** 3)
    return "exponential" if low > 0 and skewness > 1 else "linear"
