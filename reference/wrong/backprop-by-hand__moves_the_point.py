"""Adds and takes away again in place, which leaves rounding behind.

fails: the numerical gradient in any shape
"""

import numpy as np


def loss_and_gradients(params, X, y):
    """Forwards with everything kept, then backwards, one factor of the chain rule a line."""
    before = X @ params["W1"] + params["b1"]
    hidden = np.maximum(before, 0)
    score = (hidden @ params["W2"] + params["b2"])[:, 0]
    loss = np.mean(np.logaddexp(0, score) - y * score)
    d_score = ((1 + np.tanh(score / 2)) / 2 - y)[:, None] / len(X)
    d_before = (d_score @ params["W2"].T) * (before > 0)
    gradients = {
        "W1": X.T @ d_before,
        "b1": d_before.sum(axis=0),
        "W2": hidden.T @ d_score,
        "b2": d_score.sum(axis=0),
    }
    return float(loss), gradients


def numerical_gradient(f, x, step=1e-5):
    """One entry up and down at a time, each time in a fresh copy."""
    gradient = np.empty(x.shape)
    for place in np.ndindex(x.shape):
        x[place] += step
        above = f(x)
        x[place] -= 2 * step
        gradient[place] = (above - f(x)) / (2 * step)
    return gradient
