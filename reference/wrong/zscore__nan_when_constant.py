"""The constant case is forgotten: 0 / 0 gives nan.

fails: a constant input gives zeros
fails: a single number gives zero
"""
import numpy as np


def zscore(x: np.ndarray) -> np.ndarray:
    return (x - x.mean()) / x.std()
