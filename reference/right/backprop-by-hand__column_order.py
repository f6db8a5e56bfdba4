"""Row by row, with everything laid out in memory column by column."""

import numpy as np


def loss_and_gradients(params, X, y):
    W1, b1, W2, b2 = (np.asfortranarray(params[name]) for name in ("W1", "b1", "W2", "b2"))
    X, n = np.asfortranarray(X, dtype=float), len(X)
    gradients = {name: np.zeros(params[name].shape, order="F") for name in params}
    loss = 0.0
    for x, target in zip(X, y):
        before = W1.T @ x + b1
        hidden = np.maximum(before, 0)
        score = hidden @ W2[:, 0] + b2[0]
        loss += (np.logaddexp(0, score) - target * score) / n
        slope = (np.exp(-np.logaddexp(0, -score)) - target) / n
        back = slope * W2[:, 0] * (before > 0)
        gradients["W2"][:, 0] += slope * hidden
        gradients["b2"] += slope
        gradients["b1"] += back
        for row, entry in zip(gradients["W1"], x):
            row += entry * back
    return loss, gradients


def numerical_gradient(f, x, step=1e-5):
    x, gradient = np.asfortranarray(x), np.zeros(x.shape, order="F")
    for place in np.ndindex(x.shape):
        move = np.zeros_like(x)
        move[place] = step
        gradient[place] = (f(x + move) - f(x - move)) / (2 * step)
    return gradient
