"""One flat draw of positions, and the correction written with the unshifted skewness of the leave-one-out values."""

from statistics import NormalDist

import numpy as np


def resample(x, n_resamples, rng):
    size = np.shape(x)[0]
    flat = rng.integers(size, size=n_resamples * size)
    return x[flat].reshape(n_resamples, size)


def percentile_interval(replicates, level=0.95):
    tail = (1 - level) / 2
    return np.quantile(replicates, tail), np.quantile(replicates, 1 - tail)


def leave_one_out(x):
    n = len(x)
    rows, columns = np.nonzero(1 - np.eye(n))
    return x[columns].reshape(n, n - 1)


def bca_interval(x, statistic, replicates, level=0.95):
    normal = NormalDist()
    observed = statistic(x, axis=0)
    weights = np.where(replicates < observed, 1.0, np.where(replicates == observed, 0.5, 0.0))
    share = weights.mean()
    if share == 0.0 or share == 1.0:
        raise ValueError("nothing to correct with")
    left_out = statistic(leave_one_out(np.asarray(x, dtype=float)), axis=1)
    centred = left_out - left_out.mean()
    same = left_out.max() == left_out.min()
    a = 0.0 if same else -(centred**3).mean() / (6 * np.sqrt(len(x)) * left_out.std() ** 3)
    z0 = normal.inv_cdf(share)
    levels = np.array([(1 - level) / 2, 1 - (1 - level) / 2])
    low, high = levels
    low, high = z0 + normal.inv_cdf(low), z0 + normal.inv_cdf(high)
    return np.quantile(replicates, normal.cdf(z0 + low / (1 - a * low))), np.quantile(
        replicates, normal.cdf(z0 + high / (1 - a * high))
    )
