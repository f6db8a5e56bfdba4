"""Leaves the work to SciPy, which was to be done by hand, and gets nan for a constant besides.

fails: rules
fails: a constant input gives zeros
"""
import numpy as np
from scipy import stats


def zscore(x: np.ndarray) -> np.ndarray:
    return stats.zscore(x)
