"""Takes the size of the skewness, whichever side it leans to.

fails: columns without bounds are exponential or linear
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
    skewness = np.mean(((column - column.mean()) / column.std()) ** 3)
    return "exponential" if low > 0 and abs(skewness) > 1 else "linear"
