"""curve_fit on scaled sizes, relative errors as sigma, several starts; intervals by the delta method."""

import numpy as np
from scipy import optimize, stats


def law(x, height, b, c):
    return height * x**-b + c


def fit_scaling_law(sizes, losses):
    n, loss = np.array(sizes, float), np.array(losses, float)
    if np.unique(n).size < 3 or n.size <= 3:
        raise ValueError("too few different sizes for three unknowns")
    unit = np.exp(np.mean(np.log(n)))
    best = None
    for b in (0.1, 0.3, 0.6, 1.0):
        start = [loss.max() - loss.min(), b, 0.9 * loss.min()]
        try:
            found = optimize.curve_fit(law, n / unit, loss, p0=start, sigma=loss, maxfev=4000, xtol=1e-12, ftol=1e-12)
        except RuntimeError:
            continue
        cost = (((law(n / unit, *found[0]) - loss) / loss) ** 2).sum()
        if best is None or cost < best[0]:
            best = cost, *found
    _, (height, b, c), covariance = best
    t = stats.t.ppf(0.975, n.size - 3)
    sb, sc = np.sqrt(np.diag(covariance))[1:]
    return dict(
        a=height * unit**b,
        b=b,
        c=c,
        b_interval=[b - t * sb, b + t * sb],
        c_interval=[c - t * sc, c + t * sc],
        scaled=(height, b, c),
        covariance=covariance,
        unit=unit,
        t=t,
    )


def predict_loss(fit, size):
    x = size / fit["unit"]
    height, b, c = fit["scaled"]
    gradient = np.array([x**-b, -height * np.log(x) * x**-b, 1])
    half = fit["t"] * np.sqrt(gradient @ fit["covariance"] @ gradient)
    loss = law(x, height, b, c)
    return np.array([loss, loss - half, loss + half])
