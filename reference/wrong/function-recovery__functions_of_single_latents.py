"""Fits a function of one latent, where the output depends on a projection of all.

fails: a tanh of a projection
fails: every kind of function
"""

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
    for _, name, scale, shift, direction in sorted(found, key=lambda atom: atom[0])[:3]:
        single = np.arange(Z.shape[1]) == np.argmax(np.abs(direction))
        fits.append(refined(Z, y, [(name, np.r_[scale * single, shift])], [single]))
        if fits[-1][0] < ENOUGH * y.var():
            break
    return min(fits, key=lambda one: one[0])[1]


def directions(Z, y):
    """Along which y has a slope on average, and along which its slices spread in their own way (SAVE)."""
    z = (Z - Z.mean(axis=0)) / Z.std(axis=0)
    slope = np.linalg.lstsq(z, y - y.mean())[0]
    unlike = sum(
        len(part) * np.linalg.matrix_power(np.eye(z.shape[1]) - np.cov(z[part], rowvar=False), 2)
        for part in np.array_split(np.argsort(y), 5)
    )
    vectors = np.linalg.eigh(unlike)[1]
    return [d / np.linalg.norm(d) for d in (slope, vectors[:, -1], vectors[:, -2])]


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
    done = optimize.least_squares(lambda p: solved(p)[1], start, max_nfev=20)
    linear, off, parts = solved(done.x)
    terms = [
        {"function": name, "weights": w, "shift": b, "amplitude": a} for name, (w, b), a in zip(names, parts, linear)
    ]
    return (off**2).mean(), {"offset": linear[-1], "terms": terms}


def recover_sum(Z, y):
    """Matching pursuit: the best function of an unused latent joins, and all are fitted anew; then each may be replaced."""
    latents, left = range(Z.shape[1]), y
    model = {"terms": []}
    for _ in range(3):
        used = {latent_of(term) for term in model["terms"]}
        atoms = [(*atom, i) for i in latents if i not in used for atom in ranked(Z[:, i], left)]
        error, model = refined_sum(Z, y, [*model["terms"], as_term(Z, *min(atoms)[1:])])
        left = y - evaluate(model, Z)
    for k in range(3):
        others = [term for j, term in enumerate(model["terms"]) if j != k]
        latent = latent_of(model["terms"][k])
        without = y - evaluate({"offset": 0, "terms": others}, Z)
        for _, name, scale, shift in sorted(ranked(Z[:, latent], without))[:4]:
            if error < ENOUGH * y.var():
                return model
            again = refined_sum(Z, y, [*others, as_term(Z, name, scale, shift, latent)])
            if again[0] < error:
                error, model = (
                    again[0],
                    {**again[1], "terms": [*again[1]["terms"][:k], again[1]["terms"][-1], *again[1]["terms"][k:-1]]},
                )
    return model


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
    values = np.linalg.eigvalsh(covariance)
    return {
        "functions": ["sigmoid" if one else "tanh" for one in positive],
        "n_latents": int((values > 1e-6 * values.max()).sum()),
        "means": U.mean(axis=0),
        "covariance": covariance,
    }


def evaluate(model, Z):
    terms = [t["amplitude"] * FUNCTIONS[t["function"]](Z @ t["weights"] + t["shift"]) for t in model["terms"]]
    return model["offset"] + sum(terms)
