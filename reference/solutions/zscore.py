"""The reference for ``zscore``: one pass for the mean, one for the deviation, and zeros where nothing varies."""

import numpy as np


def zscore(x: np.ndarray) -> np.ndarray:
    values = np.asarray(x, dtype=float)
    if values.min() == values.max():  # rounding can leave equal values a deviation just above zero
        return np.zeros_like(values)
    return (values - values.mean()) / values.std()
