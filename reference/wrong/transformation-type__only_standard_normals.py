"""Undoes the function, and then asks for a standard normal where any mean and spread will do.

fails: a sigmoid is told from a tanh
fails: a linear column
"""

import numpy as np
from scipy import stats


def off(v):
    return max(abs(stats.skew(v)), abs(stats.kurtosis(v)))


def near(y, function):
    z = stats.norm.ppf((np.arange(500) + 0.5) / 500)
    y, levels = np.quantile(y, (np.arange(200) + 0.5) / 200), (np.arange(200) + 0.5) / 200
    laws = [np.sort(function(m + s * z)) for m in np.arange(-0.6, 0.61, 0.1) for s in np.geomspace(1.0, 2.4, 14)]
    return min(abs(np.searchsorted(law, y) / 500 - levels).max() for law in laws) < 0.06


def logit(y):
    return np.log(y / (1 - y))


def cosh(u):
    return np.cosh(u) - 1


def bell(u):
    return np.exp(-(u**2))


def transformation_type(column):
    y = np.asarray(column, dtype=float)
    low, high = y.min(), y.max()
    if low == high:
        return "constant"
    if 0 < low and high < 1 and stats.kstest(logit(y), "norm").statistic < 0.05:
        return "sigmoid"
    if -1 < low < 0 and high < 1 and stats.kstest(np.arctanh(y), "norm").statistic < 0.05:
        return "tanh"
    if low > 0 and off(np.log(y)) < 0.5:
        return "exp"
    if stats.kstest(y, "norm").statistic < 0.05:
        return "linear"
    if -1 <= low < 0 and high <= 1 and near(y, np.sin):
        return "sine"
    if low >= 0 and high > 1 and near(y, cosh):
        return "cosh"
    if low >= 0 and high <= 1 and near(y, bell):
        return "bell"
    return "unknown"
