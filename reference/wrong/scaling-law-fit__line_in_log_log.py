"""Fits a straight line to the logarithms, which takes the floor for zero.

fails: exact losses give the law back
fails: noisy losses
"""

import numpy as np
from scipy import stats


def fit_scaling_law(sizes, losses):
    if len(np.unique(sizes)) < 3 or len(sizes) < 4:
        raise ValueError("too few")
    line = stats.linregress(np.log(sizes), np.log(losses))
    t = stats.t.ppf(0.975, len(sizes) - 2)
    b = -line.slope
    half = t * line.stderr
    return {"a": np.exp(line.intercept), "b": b, "c": 0.0, "b_interval": (b - half, b + half), "c_interval": (0.0, 0.0)}


def predict_loss(fit, size):
    loss = fit["a"] * size ** -fit["b"]
    return loss, loss * 0.95, loss * 1.05
