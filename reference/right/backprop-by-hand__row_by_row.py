import math

import numpy as np


def loss_and_gradients(params, X, y):
    """One example after the other, with outer products added up."""
    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    gradients = {name: np.zeros(value.shape) for name, value in params.items()}
    loss = 0.0
    for x, target in zip(X, y):
        before = x @ W1 + b1
        hidden = np.where(before > 0, before, 0.0)
        score = float(hidden @ W2[:, 0] + b2[0])
        target = float(target)
        loss += max(score, 0) - score * target + math.log1p(math.exp(-abs(score)))
        p = 1 / (1 + math.exp(-score)) if score >= 0 else math.exp(score) / (1 + math.exp(score))
        slope = p - target
        back = slope * W2[:, 0] * (before > 0)
        gradients["W2"] += slope * hidden[:, None]
        gradients["b2"] += slope
        gradients["W1"] += np.outer(x, back)
        gradients["b1"] += back
    return loss / len(X), {name: value / len(X) for name, value in gradients.items()}


def numerical_gradient(f, x, step=1e-5):
    """In place, with the entry put back as it was."""
    x = np.array(x, dtype=float)
    gradient = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        kept = x[place]
        x[place] = kept + step
        above = f(x)
        x[place] = kept - step
        gradient[place] = (above - f(x)) / (2 * step)
        x[place] = kept
    return gradient
