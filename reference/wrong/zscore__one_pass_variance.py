"""Takes the mean of the squares less the square of the mean, which cancels for numbers far from zero.

fails: numbers far from zero keep their spread
"""
import numpy as np


def zscore(x: np.ndarray) -> np.ndarray:
    x = x.astype(float)
    mean = x.mean()
    variance = (x**2).mean() - mean**2
    if variance <= 0:
        return np.zeros_like(x)
    return (x - mean) / np.sqrt(variance)
