"""The two bounded kinds in one branch, told apart by the sign."""

import numpy as np


def kind_of(column):
    if np.unique(column).size == 1:
        return "constant"
    if np.abs(column).max() <= 1:
        return "tanh" if (column < 0).any() else "sigmoid"
    if (column <= 0).any():
        return "linear"
    z = (column - column.mean()) / column.std()
    return "exponential" if (z * z * z).mean() > 1 else "linear"
