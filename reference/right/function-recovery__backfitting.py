"""Directions from a quadratic surface, sums by backfitting of binned averages, the rank of the undone columns."""

import numpy as np
from scipy import optimize

FUNCTIONS = {
    "sin": np.sin,
    "tanh": np.tanh,
    "sigmoid": lambda u: 1 / (1 + np.exp(-u)),
    "x tanh": lambda u: u * np.tanh(u),
    "sin of square": lambda u: np.sin(u**2),
    "cosh - 1": lambda u: np.cosh(np.clip(u, -30, 30)) - 1,
    "bell": lambda u: np.exp(-(u**2)),
    "tanh with ripple": lambda u: np.tanh(u) + 0.1 * np.sin(3 * u),
}
"""Without cos and cos times sin, which are a sine of another shift, and of twice the projection."""
SCALES = np.geomspace(0.5, 3.4, 10)
ENOUGH = 5e-4
"""The share of the variance left at which the search ends: well below the hundredth that is allowed, above the noise."""
SHIFTS = np.linspace(-2.0, 2.0, 13)


def recover_function(Z, y):
    """Directions from moments, a grid for scale and shift, least squares for all; judged on a fifth that is kept aside."""
    order = np.random.default_rng(0).permutation(len(y))
    fit, aside = order[len(y) // 5 :], order[: len(y) // 5]
    model = best_term(Z[fit], y[fit])
    off = y[aside] - evaluate(model, Z[aside])
    return {**model, "r2": 1 - (off**2).sum() / ((y[aside] - y[aside].mean()) ** 2).sum()}


def best_term(Z, y):
    found = []
    for direction in directions(Z, y):
        atoms = [(*atom, direction) for atom in ranked(Z @ direction, y)]
        found += sorted(atoms, key=lambda atom: atom[0])[:4]
    fits = []
    for _, name, scale, shift, direction in sorted(found, key=lambda atom: atom[0])[:10]:
        fits.append(refined(Z, y, [(name, np.r_[scale * direction, shift])], [np.ones(Z.shape[1], dtype=bool)]))
        if fits[-1][0] < ENOUGH * y.var():
            break
    return min(fits, key=lambda one: one[0])[1]


def directions(Z, y):
    """Eigenvectors of the outer product of gradients of a quadratic surface, and its linear part."""
    n, d = Z.shape
    rows, columns = np.triu_indices(d)
    z = np.clip(Z, -2.5, 2.5)
    beta = np.linalg.lstsq(np.column_stack([np.ones(n), z, z[:, rows] * z[:, columns]]), y)[0]
    H = np.zeros((d, d))
    H[rows, columns] += beta[d + 1 :]
    H[columns, rows] += beta[d + 1 :]
    gradients = beta[1 : d + 1] + z @ H
    vectors = np.linalg.eigh(gradients.T @ gradients)[1]
    bends = np.linalg.eigh(H @ H)[1]
    z = (Z - Z.mean(axis=0)) / Z.std(axis=0)
    halves = np.cov(z[np.abs(y - np.median(y)) > np.median(np.abs(y - np.median(y)))], rowvar=False) - np.eye(d)
    apart = np.linalg.eigh(halves @ halves)[1]
    found = [beta[1 : d + 1], vectors[:, -1], bends[:, -1], apart[:, -1]]
    return [one / np.linalg.norm(one) for one in found]


def ranked(u, y):
    """For every function its best scale and shift on a grid, with the error that remains: tuples (error, name, scale, shift)."""
    u, r = u[:200], y[:200] - y[:200].mean()
    scales = np.r_[SCALES, -SCALES]
    inner = scales[:, None, None] * u + SHIFTS[None, :, None]
    for name, function in FUNCTIONS.items():
        values = function(inner)
        values = values - values.mean(axis=2, keepdims=True)
        explained = (values @ r) ** 2 / ((values**2).sum(axis=2) + 1e-12)
        i, j = np.unravel_index(np.argmax(explained), explained.shape)
        yield (r @ r - explained[i, j]) / len(r), name, scales[i], SHIFTS[j]


def refined(Z, y, starts, masks):
    """Least squares over weights and shifts of all terms; amplitudes and offset are linear and solved for. (error, model)."""
    names = [name for name, _ in starts]

    def unpacked(p):
        parts, at = [], 0
        for mask in masks:
            weights = np.zeros(Z.shape[1])
            weights[mask] = p[at : at + mask.sum()]
            parts.append((weights, p[at + mask.sum()]))
            at += mask.sum() + 1
        return parts

    def solved(p):
        parts = unpacked(p)
        basis = [FUNCTIONS[name](Z @ w + b) for name, (w, b) in zip(names, parts)]
        basis = np.column_stack([*basis, np.ones(len(y))])
        linear = np.linalg.lstsq(basis, y)[0]
        return linear, basis @ linear - y, parts

    start = np.concatenate([np.r_[p[:-1][mask], p[-1]] for (_, p), mask in zip(starts, masks)])
    done = optimize.least_squares(lambda p: solved(p)[1], start, max_nfev=40)
    linear, off, parts = solved(done.x)
    terms = [
        {"function": name, "weights": w, "shift": b, "amplitude": a} for name, (w, b), a in zip(names, parts, linear)
    ]
    return (off**2).mean(), {"offset": linear[-1], "terms": terms}


def recover_sum(Z, y):
    """Backfitting: averages in bins show which latents matter and how; curves are then named, one latent after the other."""
    curves = np.zeros_like(Z)
    for _ in range(4):
        for i in range(Z.shape[1]):
            rest = y - y.mean() - curves.sum(axis=1) + curves[:, i]
            bins = np.array_split(np.argsort(Z[:, i]), 20)
            for part in bins:
                curves[part, i] = rest[part].mean()
    active = np.argsort(-curves.var(axis=0))[:3]
    chosen = {}
    for _ in range(3):
        for i in active:
            rest = y - curves[:, [k for k in range(Z.shape[1]) if k in active and k != i]].sum(axis=1)
            _, name, scale, shift = min(ranked(Z[:, i], rest))
            value = FUNCTIONS[name](scale * Z[:, i] + shift)
            slope, _ = np.polyfit(value, rest, 1)
            chosen[i], curves[:, i] = (name, scale, shift), slope * (value - value.mean())
    best = refined_sum(Z, y, [as_term(Z, *chosen[i], i) for i in active])
    for i in (*active, *active):
        if best[0] < ENOUGH * y.var():
            break
        terms = [t for t in best[1]["terms"] if latent_of(t) != i]
        for _, *atom in sorted(ranked(Z[:, i], y - evaluate({"offset": 0, "terms": terms}, Z)))[:5]:
            best = min(best, refined_sum(Z, y, [*terms, as_term(Z, *atom, i)]), key=lambda one: one[0])
    return best[1]


def latent_of(term):
    return int(np.argmax(np.abs(term["weights"])))


def as_term(Z, name, scale, shift, latent):
    return {"function": name, "weights": scale * (np.arange(Z.shape[1]) == latent), "shift": shift}


def refined_sum(Z, y, terms):
    masks = [np.arange(Z.shape[1]) == latent_of(term) for term in terms]
    return refined(Z, y, [(term["function"], np.r_[term["weights"], term["shift"]]) for term in terms], masks)


def recover_structure(Y):
    """Undo the functions; what is left is linear in the latents, so its covariance has their number as rank."""
    positive = (Y > 0).all(axis=0)
    U = np.arctanh(np.where(positive, 2 * Y - 1, Y)) * np.where(positive, 2, 1)
    covariance = np.cov(U, rowvar=False)
    rank = np.linalg.matrix_rank(U - U.mean(axis=0), tol=1e-6 * np.sqrt(U.size))
    return {
        "functions": ["sigmoid" if one else "tanh" for one in positive],
        "n_latents": int(rank),
        "means": U.mean(axis=0),
        "covariance": covariance,
    }


def evaluate(model, Z):
    terms = [t["amplitude"] * FUNCTIONS[t["function"]](Z @ t["weights"] + t["shift"]) for t in model["terms"]]
    return model["offset"] + sum(terms)
