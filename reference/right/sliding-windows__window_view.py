import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def sliding_windows(x: np.ndarray, k: int) -> np.ndarray:
    if k < 1 or k > len(x):
        raise ValueError("k must lie between 1 and len(x)")
    return sliding_window_view(x, k)
