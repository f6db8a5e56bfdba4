"""Gives a constant input back as it is, where zeros were asked for.

fails: a constant input gives zeros
fails: a single number gives zero
"""
import numpy as np


def zscore(x: np.ndarray) -> np.ndarray:
    std = x.std()
    if std == 0:
        return x.copy()
    return (x - x.mean()) / std
