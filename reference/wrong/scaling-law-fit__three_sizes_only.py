"""Puts the curve through the smallest, the middle and the largest size, and leaves the other measurements out of it.

fails: a predicted loss and its interval
"""

import numpy as np
from scipy import optimize, stats

EXPONENTS = np.geomspace(0.02, 4, 40)


def fit_scaling_law(sizes, losses):
    """Relative least squares; for a given exponent the law is linear, so a scan of exponents gives a start near the best."""
    sizes, losses = np.asarray(sizes, dtype=float), np.asarray(losses, dtype=float)
    if len(np.unique(sizes)) < 3 or len(sizes) < 4:
        raise ValueError("a scaling law needs four measurements or more, at three different sizes at least")
    middle = np.exp(np.log(sizes).mean())
    logs = np.log(sizes / middle)

    def residuals(parameters):
        height, b, c = parameters
        return (height * np.exp(-b * logs) + c) / losses - 1

    def slopes(parameters):
        height, b, _ = parameters
        power = np.exp(-b * logs)
        return np.column_stack([power, -height * logs * power, np.ones_like(logs)]) / losses[:, None]

    different = np.unique(sizes)
    used = np.isin(sizes, different[[0, len(different) // 2, -1]])
    start = min((linear_part(b, logs, losses) for b in EXPONENTS), key=lambda p: (residuals(p) ** 2).sum())
    found = optimize.least_squares(
        lambda p: residuals(p)[used],
        start,
        lambda p: slopes(p)[used],
        x_scale="jac",
        xtol=1e-12,
        ftol=1e-12,
        gtol=1e-12,
    ).x
    J = slopes(found)
    freedom = len(sizes) - 3
    covariance = np.linalg.inv(J.T @ J) * (residuals(found) ** 2).sum() / freedom
    reach = stats.t.ppf(0.975, freedom) * np.sqrt(np.diag(covariance))
    height, b, c = found
    return {
        "a": height * middle**b,
        "b": b,
        "c": c,
        "b_interval": (b - reach[1], b + reach[1]),
        "c_interval": (c - reach[2], c + reach[2]),
        "height": height,
        "middle": middle,
        "covariance": covariance,
        "freedom": freedom,
    }


def linear_part(b, logs, losses):
    """The best height and floor for a given exponent."""
    basis = np.column_stack([np.exp(-b * logs), np.ones_like(logs)])
    height, c = np.linalg.lstsq(basis / losses[:, None], np.ones_like(logs))[0]
    return np.array([height, b, c])


def predict_loss(fit, size):
    """The law at this size, with the interval that follows from the covariance of all three estimates."""
    log = np.log(size / fit["middle"])
    power = np.exp(-fit["b"] * log)
    loss = fit["height"] * power + fit["c"]
    slope = np.array([power, -fit["height"] * log * power, 1.0])
    reach = stats.t.ppf(0.975, fit["freedom"]) * np.sqrt(slope @ fit["covariance"] @ slope)
    return loss, loss - reach, loss + reach
