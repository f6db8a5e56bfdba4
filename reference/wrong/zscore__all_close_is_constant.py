"""Takes numbers for equal that differ little against their size.

fails: numbers far from zero keep their spread
"""
import numpy as np


def zscore(x: np.ndarray) -> np.ndarray:
    if np.allclose(x, x[0]):
        return np.zeros_like(x, dtype=float)
    return (x - x.mean()) / x.std()
