import numpy as np


def sliding_windows(x: np.ndarray, k: int) -> np.ndarray:
    """Return the windows of length ``k`` over the one-dimensional ``x``, one a row: shape (len(x) - k + 1, k).

    A read-only view: both axes step through the memory of ``x`` by its own stride. Raises ValueError where ``k`` is
    below 1 or above ``len(x)``.
    """
    x = np.asarray(x)
    n = x.shape[0]
    if not 1 <= k <= n:
        raise ValueError(f"a window over {n} values has a length from 1 to {n}, not {k}")
    step = x.strides[0]
    return np.lib.stride_tricks.as_strided(x, shape=(n - k + 1, k), strides=(step, step), writeable=False)
