"""Members of an enumeration of strings, each equal to its word."""

from enum import Enum

import numpy as np


class Kind(str, Enum):
    CONSTANT = "constant"
    SIGMOID = "sigmoid"
    TANH = "tanh"
    EXPONENTIAL = "exponential"
    LINEAR = "linear"


def kind_of(column):
    low, high = column.min(), column.max()
    if low == high:
        return Kind.CONSTANT
    if low >= 0 and high <= 1:
        return Kind.SIGMOID
    if low >= -1 and high <= 1:
        return Kind.TANH
    z = (column - column.mean()) / column.std()
    return Kind.EXPONENTIAL if low > 0 and np.mean(z**3) > 1 else Kind.LINEAR
