"""Draws by choice, leave-one-out samples by a mask, and all quantiles from sorted replicates."""

from statistics import NormalDist

import numpy as np

inverse = NormalDist().inv_cdf
phi = NormalDist().cdf


def resample(x, n_resamples, rng):
    return rng.choice(np.asarray(x), size=(n_resamples, len(x)), replace=True)


def read(replicates, level):
    ordered = np.sort(np.asarray(replicates, dtype=float))
    return float(np.interp(level * (len(ordered) - 1), np.arange(len(ordered)), ordered))


def percentile_interval(replicates, level=0.95):
    outside = (1 - level) / 2
    return read(replicates, outside), read(replicates, 1 - outside)


def bca_interval(x, statistic, replicates, level=0.95):
    n = len(x)
    theta = statistic(np.asarray(x)[None, :], axis=1)[0]
    below = np.count_nonzero(replicates < theta)
    equal = np.count_nonzero(replicates == theta)
    p = (below + equal / 2) / len(replicates)
    if p <= 0 or p >= 1:
        raise ValueError("no bias can be computed")
    z0 = inverse(p)
    tiled = np.broadcast_to(x, (n, n))[~np.eye(n, dtype=bool)].reshape(n, n - 1)
    jack = statistic(tiled, axis=1)
    pull = np.mean(jack) - jack
    if np.allclose(pull, 0, atol=1e-14 * np.abs(jack).max()):
        a = 0.0
    else:
        a = np.sum(pull**3) / np.sum(pull**2) ** 1.5 / 6
    z = inverse(1 - (1 - level) / 2)
    low = phi(z0 + (z0 - z) / (1 - a * (z0 - z)))
    high = phi(z0 + (z0 + z) / (1 - a * (z0 + z)))
    return read(replicates, low), read(replicates, high)
