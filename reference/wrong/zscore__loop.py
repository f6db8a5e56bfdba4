"""Goes through the array in Python, which the rules forbid.

fails: rules
"""
import numpy as np


def zscore(x: np.ndarray) -> np.ndarray:
    mean, std = np.mean(x), np.std(x)
    if std == 0:
        return np.zeros(len(x))
    return np.array([(value - mean) / std for value in x])
