"""Takes every deviation below a hundredth for zero, whatever the unit.

fails: a small spread is not taken for none
"""
import numpy as np


def zscore(x: np.ndarray) -> np.ndarray:
    std = x.std()
    if std < 0.01:
        return np.zeros(x.shape)
    return (x - x.mean()) / std
