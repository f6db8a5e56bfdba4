import numpy as np


def sliding_windows(x, k):
    x = np.asarray(x)
    rows = x.size - k + 1
    if k <= 0 or rows <= 0:
        raise ValueError(f"invalid window length {k}")
    return x[np.arange(rows)[:, None] + np.arange(k)[None, :]]
