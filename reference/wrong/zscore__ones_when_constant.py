"""Replaces a deviation of zero after dividing, in the wrong place: a constant comes out as ones.

fails: a constant input gives zeros
"""
import numpy as np


def zscore(x: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        out = (x - x.mean()) / x.std()
    return np.where(np.isfinite(out), out, 1.0)
