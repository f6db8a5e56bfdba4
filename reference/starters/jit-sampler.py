# %%
import time

import numpy as np
from numba import njit


# %%
def sample_vectorised(mean: np.ndarray, root: np.ndarray, n: int, seed: int) -> np.ndarray:
    """Return n rows, shape (n, d), of the Gaussian with this mean and the covariance root @ root.T, without a loop."""
    raise NotImplementedError


# Compile this one with njit.
def sample_compiled(mean: np.ndarray, root: np.ndarray, n: int, seed: int) -> np.ndarray:
    """Return n rows of the same Gaussian, with loops over the rows that numba compiles."""
    raise NotImplementedError


def compare(mean: np.ndarray, root: np.ndarray, n: int, repeats: int = 5) -> dict[str, float]:
    """Return the seconds of one warm call of each, as "vectorised" and "compiled", and "ratio", compiled / vectorised."""
    raise NotImplementedError


# %% Test yourself
mean, root = np.array([1.0, -2.0]), np.array([[2.0, 0.0], [1.0, 0.5]])
rows = sample_vectorised(mean, root, 50_000, 0)
assert np.allclose(rows.mean(axis=0), mean, atol=0.05) and np.allclose(np.cov(rows.T), root @ root.T, atol=0.1)
rows = sample_compiled(mean, root, 50_000, 0)
assert np.allclose(rows.mean(axis=0), mean, atol=0.05) and np.allclose(np.cov(rows.T), root @ root.T, atol=0.1)
assert np.array_equal(rows, sample_compiled(mean, root, 50_000, 0))
assert not np.array_equal(rows, sample_compiled(mean, root, 50_000, 1))

# %% Test yourself: is it worth it?
told = compare(np.zeros(4), np.eye(4), 10_000)
print(told)
assert abs(told["ratio"] - told["compiled"] / told["vectorised"]) < 1e-6 * told["ratio"]
assert 0 < told["compiled"] < 0.1
