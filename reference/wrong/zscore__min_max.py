"""Scales to the range from 0 to 1, which is another normalisation.

fails: the values are (x - mean) / std
fails: random numbers come out with mean 0 and deviation 1
"""
import numpy as np


def zscore(x: np.ndarray) -> np.ndarray:
    spread = x.max() - x.min()
    if spread == 0:
        return np.zeros(len(x))
    return (x - x.min()) / spread
