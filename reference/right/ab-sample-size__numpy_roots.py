"""Arrays for both groups, and the roots of the polynomial in the treatment's rate."""

from statistics import NormalDist

import numpy as np


def quantiles(alpha, power):
    return sum(NormalDist().inv_cdf(level) for level in (1 - alpha / 2, power))


def visitors_needed(base, effect, share=0.5, alpha=0.05, power=0.8):
    rates = np.array([base, base + effect])
    shares = np.array([1 - share, share])
    if ((rates < 0) | (rates > 1)).any() or (shares <= 0).any() or effect == 0:
        raise ValueError("no such test")
    error = np.sqrt(np.sum(rates * (1 - rates) / shares))
    total = (quantiles(alpha, power) * error / abs(effect)) ** 2
    control, treatment = np.ceil(total * shares).astype(int)
    return int(control), int(treatment)


def detectable_effect(base, control, treatment, alpha=0.05, power=0.8):
    z2 = quantiles(alpha, power) ** 2
    # (q - p)^2 - z2 p (1 - p) / control - z2 q (1 - q) / treatment = 0, in q.
    roots = np.roots([1 + z2 / treatment, -2 * base - z2 / treatment, base**2 - z2 * base * (1 - base) / control])
    rate = max(roots.real)
    if rate > 1:
        raise ValueError("no effect is large enough")
    return float(rate - base)
