import numpy as np


def sliding_windows(x: np.ndarray, k: int) -> np.ndarray:
    n = len(x)
    if k < 1:
        raise ValueError("k must be positive")
    if n < k:
        raise ValueError("k is longer than x")
    flat = np.ascontiguousarray(x)
    view = np.lib.stride_tricks.as_strided(flat, (n - k + 1, k), (flat.itemsize, flat.itemsize))
    return view.copy()
