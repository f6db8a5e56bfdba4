"""A parametric bootstrap: every resample is fitted by a scan of exponents, all resamples of one exponent at once."""

import numpy as np

GRID = np.linspace(0.02, 1.0, 100)


def solve(x, losses, weight, grid=GRID):
    """Height, exponent and floor for every row of losses, shape (m, n): weighted least squares by exponent."""
    best = np.full(len(losses), np.inf)
    found = np.zeros((len(losses), 3))
    root = np.sqrt(weight)
    for b in grid:
        basis = np.column_stack([x**-b, np.ones_like(x)]) * root[:, None]
        q, r = np.linalg.qr(basis)
        inside = losses * root @ q
        cost = ((losses * root) ** 2).sum(axis=1) - (inside**2).sum(axis=1)
        better = cost < best
        height, c = np.linalg.solve(r, inside.T)
        best[better] = cost[better]
        found[better] = np.column_stack([height, np.full(len(losses), b), c])[better]
    return found


def fit_scaling_law(sizes, losses):
    x, loss = np.asarray(sizes, dtype=float), np.asarray(losses, dtype=float)
    if len(set(x)) < 3 or len(x) < 4:
        raise ValueError(f"{len(x)} measurements at {len(set(x))} sizes are not enough")
    unit = np.median(x)
    x = x / unit
    coarse = solve(x, loss[None], loss**-2.0)[0]
    step = GRID[1] - GRID[0]
    for _ in range(4):
        coarse = solve(x, loss[None], loss**-2.0, np.linspace(coarse[1] - step, coarse[1] + step, 15))[0]
        step /= 7
    height, b, c = coarse
    smooth = height * x**-b + c
    spread = np.sqrt((((loss - smooth) / smooth) ** 2).sum() / (len(x) - 3))
    rng = np.random.default_rng(1)
    near = np.linspace(max(GRID[0], b - 0.12), b + 0.12, 121)
    again = solve(x, smooth * (1 + spread * rng.standard_normal((120, len(x)))), smooth**-2.0, near)
    ends = np.percentile(again, [2.5, 97.5], axis=0)
    return {
        "a": height * unit**b,
        "b": b,
        "c": c,
        "b_interval": (min(ends[0, 1], b), max(ends[1, 1], b)),
        "c_interval": (min(ends[0, 2], c), max(ends[1, 2], c)),
        "again": again,
        "one": coarse,
        "unit": unit,
    }


def predict_loss(fit, size):
    x = size / fit["unit"]
    height, b, c = fit["one"]
    curves = fit["again"][:, 0] * x ** -fit["again"][:, 1] + fit["again"][:, 2]
    low, high = np.percentile(curves, [2.5, 97.5])
    loss = height * x**-b + c
    return loss, min(low, loss), max(high, loss)
