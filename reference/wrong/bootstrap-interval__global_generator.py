"""Draws from NumPy's global generator.

fails: the generator that is handed in makes all draws
"""

from statistics import NormalDist

import numpy as np

NORMAL = NormalDist()


def resample(x, n_resamples, rng):
    return x[np.random.randint(0, len(x), (n_resamples, len(x)))]


def percentile_interval(replicates, level=0.95):
    return tuple(np.quantile(replicates, [(1 - level) / 2, (1 + level) / 2]))


def bias(observed, replicates):
    """The normal quantile of the share of replicates below the observed value, equal ones counting half.

    ValueError, by ``inv_cdf`` itself, where all replicates lie on one side of the observed value.
    """
    share = ((replicates < observed).mean() + (replicates <= observed).mean()) / 2
    return NORMAL.inv_cdf(share)


def acceleration(x, statistic):
    """The skewness of the leave-one-out values, over six; zero where they do not differ."""
    n = len(x)
    places = np.arange(n - 1) + (np.arange(n - 1) >= np.arange(n)[:, None])
    left_out = statistic(x[places], axis=1)
    d = left_out.mean() - left_out
    squares = (d**2).sum()
    return (d**3).sum() / (6 * squares**1.5) if np.ptp(left_out) > 0 else 0.0


def bca_interval(x, statistic, replicates, level=0.95):
    z0, a = bias(statistic(x, axis=0), replicates), acceleration(x, statistic)

    def limit(z):
        shifted = z0 + (z0 + z) / (1 - a * (z0 + z))
        return np.quantile(replicates, NORMAL.cdf(shifted))

    return limit(NORMAL.inv_cdf((1 - level) / 2)), limit(NORMAL.inv_cdf((1 + level) / 2))
