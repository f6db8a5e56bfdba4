# %% Imports
import numpy as np


# %% Your function
def sliding_windows(x: np.ndarray, k: int) -> np.ndarray:
    """Return the windows of length ``k`` over the one-dimensional ``x``, one a row: shape (len(x) - k + 1, k).

    Raises ValueError where ``k`` is not a possible window length. No Python loop.
    """
    raise NotImplementedError


# %% Test yourself: these fail until the function is written; add your own below
def windows_by_loop(x: np.ndarray, k: int) -> np.ndarray:
    return np.array([x[start : start + k] for start in range(len(x) - k + 1)])


assert sliding_windows(np.arange(6), 3).tolist() == [[0, 1, 2], [1, 2, 3], [2, 3, 4], [3, 4, 5]]
series = np.random.default_rng(0).normal(size=50)
for length in (1, 2, 7, 50):
    assert np.array_equal(sliding_windows(series, length), windows_by_loop(series, length))
for length in (0, 51):
    try:
        sliding_windows(series, length)
    except ValueError:
        continue
    raise AssertionError(f"a window of length {length} over 50 values should raise ValueError")
