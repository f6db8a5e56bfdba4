"""Positions from random floats, np.percentile, and the influence of each value in units of the standard error."""

from statistics import NormalDist

import numpy as np


def resample(x, n_resamples, rng):
    n = len(x)
    return np.take(x, (rng.random((n_resamples, n)) * n).astype(int))


def percentile_interval(replicates, level=0.95):
    return tuple(np.percentile(replicates, [50 * (1 - level), 50 * (1 + level)]))


def bca_interval(x, statistic, replicates, level=0.95):
    n = len(x)
    observed = statistic(x, axis=-1)
    middle = 0.5 + 0.5 * np.mean(np.sign(observed - replicates))
    if not 0 < middle < 1:
        raise ValueError("the replicates lie to one side")
    # Row i of the index table is 0 .. n-1 without i.
    table = np.delete(np.tile(np.arange(n), n), np.arange(n) * (n + 1)).reshape(n, n - 1)
    values = statistic(x[table], axis=-1)
    influence = values.mean() - values
    spread = np.sqrt(np.sum(influence**2))
    skew = np.sum((influence / spread) ** 3) / 6 if np.ptp(values) > 0 else 0
    z0 = NormalDist().inv_cdf(middle)
    z = np.array([NormalDist().inv_cdf((1 - level) / 2), NormalDist().inv_cdf((1 + level) / 2)])
    moved = z0 + (z0 + z) / (1 - skew * (z0 + z))
    return tuple(np.quantile(replicates, (NormalDist().cdf(moved[0]), NormalDist().cdf(moved[1]))))
