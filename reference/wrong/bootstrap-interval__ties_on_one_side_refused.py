"""Raises an error where no replicate lies above the observed value, though some equal it.

fails: many replicates equal the observed value
"""

from statistics import NormalDist
import numpy as np

NORMAL = NormalDist()


def resample(x, n_resamples, rng):
    return x[rng.integers(0, len(x), (n_resamples, len(x)))]


def percentile_interval(replicates, level=0.95):
    return tuple(np.quantile(replicates, [(1 - level) / 2, (1 + level) / 2]))


def bca_interval(x, statistic, replicates, level=0.95):
    observed = statistic(x, axis=0)
    if np.ptp(x) == 0:
        return float(x[0]), float(x[0])
    if (replicates >= observed).all() or (replicates <= observed).all():
        raise ValueError("all replicates on one side")
    z0 = NORMAL.inv_cdf(((replicates < observed).mean() + (replicates <= observed).mean()) / 2)
    n = len(x)
    places = np.arange(n - 1) + (np.arange(n - 1) >= np.arange(n)[:, None])
    left_out = statistic(x[places], axis=1)
    d = left_out.mean() - left_out
    a = (d**3).sum() / (6 * (d**2).sum() ** 1.5) if np.ptp(left_out) > 0 else 0.0
    def limit(z):
        return float(np.quantile(replicates, NORMAL.cdf(z0 + (z0 + z) / (1 - a * (z0 + z)))))
    return limit(NORMAL.inv_cdf((1 - level) / 2)), limit(NORMAL.inv_cdf((1 + level) / 2))
