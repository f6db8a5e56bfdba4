"""Residuals of the logarithms and parameters kept positive by exponentials, as in the work on compute-optimal training."""

import numpy as np
from scipy.optimize import least_squares
from scipy.stats import t as student


def fit_scaling_law(sizes, losses):
    logs, target = np.log(np.asarray(sizes, dtype=float)), np.log(np.asarray(losses, dtype=float))
    if len(np.unique(logs)) < 3 or len(logs) < 4:
        raise ValueError("not enough sizes")
    centre = logs.mean()

    def log_loss(p, at):
        return np.logaddexp(p[0] - np.exp(p[1]) * (at - centre), p[2])

    def off(p):
        return log_loss(p, logs) - target

    floor = target.min()
    starts = [(np.log(0.5) + target.max(), np.log(b), floor + np.log(f)) for b in (0.15, 0.4, 0.8) for f in (0.5, 0.9)]
    fits = [least_squares(off, s, xtol=1e-13, ftol=1e-13, gtol=1e-13) for s in starts]
    best = min(fits, key=lambda found: found.cost)
    p, J = best.x, best.jac
    covariance = np.linalg.inv(J.T @ J) * 2 * best.cost / (len(logs) - 3)
    z = student.ppf(0.975, len(logs) - 3)
    deviation = np.sqrt(np.diag(covariance))
    b, c = np.exp(p[1]), np.exp(p[2])
    return {
        "a": np.exp(p[0] + b * centre),
        "b": b,
        "c": c,
        "b_interval": (b * np.exp(-z * deviation[1]), b * np.exp(z * deviation[1])),
        "c_interval": (c * np.exp(-z * deviation[2]), c * np.exp(z * deviation[2])),
        "p": p,
        "covariance": covariance,
        "z": z,
        "centre": centre,
    }


def predict_loss(fit, size):
    p, away = fit["p"], np.log(size) - fit["centre"]
    power = np.exp(p[0] - np.exp(p[1]) * away)
    floor = np.exp(p[2])
    gradient = np.array([power, -power * np.exp(p[1]) * away, floor])
    half = fit["z"] * np.sqrt(gradient @ fit["covariance"] @ gradient)
    return power + floor, power + floor - half, power + floor + half
