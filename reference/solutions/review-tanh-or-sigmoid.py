import numpy as np


def kind_of(column):
    """The constant first, then the narrow interval before the wide one, and the skewness where nothing is bounded."""
    low, high = column.min(), column.max()
    if low == high:
        return "constant"
    if low >= 0 and high <= 1:
        return "sigmoid"
    if low >= -1 and high <= 1:
        return "tanh"
    skewness = np.mean(((column - column.mean()) / column.std()) ** 3)
    return "exponential" if low > 0 and skewness > 1 else "linear"
