"""An array made from the stream, scaled as a whole."""

import numpy as np


def scaled(numbers):
    values = np.fromiter(numbers, dtype=float)
    if values.size == 0:
        return []
    span = np.ptp(values)
    return ((values - values.min()) / (span if span else 1.0)).tolist()
