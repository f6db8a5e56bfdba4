"""Takes the smallest measured loss for the floor and fits a line to the logarithms of the rest.

fails: exact losses give the law back
fails: noisy losses
"""

import numpy as np
from scipy import stats


def fit_scaling_law(sizes, losses):
    if len(np.unique(sizes)) < 3 or len(sizes) < 4:
        raise ValueError("too few")
    c = losses.min()
    above = losses > c
    line = stats.linregress(np.log(sizes[above]), np.log(losses[above] - c))
    half = 2 * line.stderr
    b = -line.slope
    return {"a": np.exp(line.intercept), "b": b, "c": c, "b_interval": (b - half, b + half), "c_interval": (c * 0.99, c * 1.01)}


def predict_loss(fit, size):
    loss = fit["a"] * size ** -fit["b"] + fit["c"]
    return loss, loss * 0.95, loss * 1.05
