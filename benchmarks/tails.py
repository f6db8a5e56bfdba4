"""How often right draws fail a comparison of hotseat.reference.draws: upper bounds on the probabilities, law by law.

Means and covariances are bounded after Chernoff: for n independent terms X with the logarithm K of their moment generating
function, P(mean of X > a) <= exp(n (K(t) - t a)) for every t > 0; K is known in closed form for a Gaussian mixture. It is
the exact law that is used, with its skewness and its tails, not the normal one that the bounds in standard errors suggest.
Distances between distribution functions are bounded after Massart (1990), shares are binomial. Products of neighbouring
rows are taken as independent, though each shares a row with the next one; for a Gaussian that is off by a factor below two.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, inf, log, sqrt

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.stats import binom

from hotseat.reference.draws import DISTANCE, STANDARD_ERRORS, Comparison, Floats, Mixture

Cumulant = Callable[[float], float]


def chance(one: Comparison, law: Mixture, rows: int) -> float:
    """An upper bound on the probability that right draws of ``rows`` rows fail this comparison."""
    if one.kind == "distribution":
        return 2 * exp(-2 * DISTANCE**2)
    if one.kind == "copies":
        return 0.0
    if one.kind == "mean":
        (j,) = one.at
        return chernoff(lambda t: _mean(law, j, t), rows, one.allowed)
    i, j = one.at
    if one.kind == "covariance":
        return chernoff(lambda t: _product(law, i, j, t), rows, one.allowed)
    return chernoff(lambda t: _neighbours(law, i, j, t), rows - 1, one.allowed)


def chance_of_share(trials: int, probability: float) -> float:
    """The probability that a share of right draws lies outside what ``draws.share`` allows."""
    allowed = STANDARD_ERRORS * sqrt(trials * probability * (1 - probability)) + 1
    low, high = trials * probability - allowed, trials * probability + allowed
    below = binom.cdf(np.ceil(low) - 1, trials, probability) if low > 0 else 0.0
    return float(below + binom.sf(np.floor(high), trials, probability))


def chernoff(cumulant: Cumulant, terms: int, allowed: float) -> float:
    """A bound on the probability that a mean of centred terms is off by more than ``allowed``, on either side."""
    return sum(_one_side(lambda t, s=side: cumulant(s * t), terms, allowed) for side in (1.0, -1.0))


def _one_side(cumulant: Cumulant, terms: int, allowed: float) -> float:
    scale = 1.0
    while cumulant(scale) == inf or cumulant(scale) > scale * allowed:
        scale /= 2
    while cumulant(2 * scale) < 2 * scale * allowed:
        scale *= 2
        if terms * (scale * allowed - cumulant(scale)) > 700:
            return 0.0

    def exponent(t: float) -> float:
        return min(cumulant(t) - t * allowed, 1.0)

    best = minimize_scalar(exponent, bounds=(0.0, 2 * scale), method="bounded", options={"xatol": 1e-6 * scale})
    return exp(terms * min(float(best.fun), 0.0))


def _mean(law: Mixture, j: int, t: float) -> float:
    """The cumulant of a coordinate less its mean."""
    away = law.means[:, j] - law.mean[j]
    return _log_sum(law.weights, t * away + 0.5 * t * t * law.covariances[:, j, j])


def _product(law: Mixture, i: int, j: int, t: float) -> float:
    """The cumulant of (x_i - m_i)(x_j - m_j) less its mean, a quadratic form in Gaussians."""
    at = [i] if i == j else [i, j]
    form = np.eye(1) if i == j else np.array([[0.0, 0.5], [0.5, 0.0]])
    found: list[float] = []
    for mean, covariance in zip(law.means - law.mean, law.covariances, strict=True):
        a, s = mean[at], covariance[np.ix_(at, at)]
        inside = np.eye(len(at)) - 2 * t * s @ form
        if np.linalg.eigvals(inside).real.min() <= 1e-9:
            return inf
        found.append(float(t * a @ form @ np.linalg.solve(inside, a) - 0.5 * log(np.linalg.det(inside))))
    return _log_sum(law.weights, np.array(found)) - t * float(law.covariance[i, j])


def _neighbours(law: Mixture, i: int, j: int, t: float) -> float:
    """The cumulant of x_i y_j for independent, standardised rows x and y."""
    scales = np.sqrt(np.diag(law.covariance))
    away = (law.means - law.mean) / scales
    spreads = np.einsum("kii->ki", law.covariances) / scales**2
    m, s, q, r = away[:, None, i], spreads[:, None, i], away[None, :, j], spreads[None, :, j]
    inside = 1 - t * t * s * r
    if inside.min() <= 1e-9:
        return inf
    exponents = (t * m * q + 0.5 * t * t * (m**2 * r + q**2 * s)) / inside - 0.5 * np.log(inside)
    return _log_sum(np.outer(law.weights, law.weights).ravel(), exponents.ravel())


def _log_sum(weights: Floats, exponents: Floats) -> float:
    """The logarithm of a weighted sum of exponentials."""
    top = float(exponents.max())
    return top + log(float(weights @ np.exp(exponents - top)))
