# %%

import numpy as np


# %%
def resample(x: np.ndarray, n_resamples: int, rng: np.random.Generator) -> np.ndarray:
    """Return bootstrap samples of x as the rows of an array."""
    raise NotImplementedError


def percentile_interval(replicates: np.ndarray, level: float = 0.95) -> tuple[float, float]:
    """Return the limits between which the middle part of the replicates lies."""
    raise NotImplementedError


def bca_interval(x: np.ndarray, statistic, replicates: np.ndarray, level: float = 0.95) -> tuple[float, float]:
    """Return the limits corrected for bias and acceleration.

    statistic is called like np.median: with an array and an axis. replicates are its values on bootstrap samples of x.
    """
    raise NotImplementedError


# %% Test yourself: draws
x = np.array([2.0, 3.0, 5.0, 7.0, 11.0, 13.0])
samples = resample(x, 4000, np.random.default_rng(0))
assert samples.shape == (4000, 6) and np.isin(samples, x).all()
assert abs(samples.mean() - x.mean()) < 0.2
assert (samples == resample(x, 4000, np.random.default_rng(0))).all()

# %% Test yourself: intervals
assert np.allclose(percentile_interval(np.arange(101.0), 0.9), (5.0, 95.0))
symmetric = np.array([-3.0, -2.0, -1.0, 1.0, 2.0, 3.0])
replicates = np.linspace(-2.0, 2.0, 401)
assert np.allclose(bca_interval(symmetric, np.mean, replicates), percentile_interval(replicates), atol=1e-6)
