"""The reference for ``zscore``: one pass for the mean, one for the deviation, and zeros where nothing varies."""

import numpy as np


def zscore(x: np.ndarray) -> np.ndarray:
    values = np.asarray(x, dtype=float)
    centred = values - values.mean()
    deviation = values.std()
    if deviation == 0:
        return np.zeros_like(centred)
    return centred / deviation
