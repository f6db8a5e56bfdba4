"""Directions by sliced inverse regression; sums by one additive polynomial regression; names by curve_fit in one dimension."""

import numpy as np
from scipy.optimize import curve_fit


def guesses(u, v):
    """For each function its best scale and shift on a coarse grid, with the share of v's variance it leaves."""
    found = []
    v0 = v - v.mean()
    for name, f in FUNCTIONS.items():
        for s in np.r_[np.linspace(0.5, 3.2, 8), -np.linspace(0.5, 3.2, 8)]:
            for b in np.linspace(-1.6, 1.6, 9):
                g = f(s * u + b)
                g = g - g.mean()
                found.append((1 - (g @ v0) ** 2 / ((g @ g + 1e-12) * (v0 @ v0)), name, s, b))
    best = {}
    for one in sorted(found):
        best.setdefault(one[1], one)
    return sorted(best.values())


def polished(Z, y, names, start, columns):
    """All numbers at once: per term weights on its columns and a shift, then amplitudes and the offset."""

    def parts(p):
        at = 0
        for name, c in zip(names, columns):
            w = np.zeros(Z.shape[1])
            w[c] = p[at : at + len(c)]
            yield name, w, p[at + len(c)], p[at + len(c) + 1]
            at += len(c) + 2

    def predict(_, *p):
        return p[-1] + sum(a * FUNCTIONS[n](Z @ w + b) for n, w, b, a in parts(np.array(p)))

    try:
        p, _ = curve_fit(predict, Z, y, p0=start, maxfev=4000, method="lm")
    except RuntimeError:
        p = np.array(start)
    terms = [{"function": n, "weights": w, "shift": b, "amplitude": a} for n, w, b, a in parts(p)]
    return ((predict(Z, *p) - y) ** 2).mean(), {"offset": p[-1], "terms": terms}


def linear(basis, y):
    return np.linalg.lstsq(np.column_stack([*basis, np.ones(len(y))]), y)[0]


def recover_function(Z, y):
    cut = len(y) * 3 // 4
    z, t = Z[:cut], y[:cut]
    white = (z - z.mean(0)) / z.std(0)
    parts = np.array_split(np.argsort(t), 6)
    first = sum(np.outer(white[p].mean(0), white[p].mean(0)) for p in parts)
    spread = sum((np.eye(z.shape[1]) - np.cov(white[p].T)) @ (np.eye(z.shape[1]) - np.cov(white[p].T)) for p in parts)
    tries = []
    for d in (
        np.linalg.lstsq(white, t - t.mean())[0],
        np.linalg.eigh(first)[1][:, -1],
        np.linalg.eigh(spread)[1][:, -1],
    ):
        d = d / np.linalg.norm(d)
        tries += [(*g, d) for g in guesses(z @ d, t)[:5]]
    models = []
    for _, name, s, b, d in sorted(tries, key=lambda one: one[0])[:14]:
        a, o = linear([FUNCTIONS[name](s * (z @ d) + b)], t)
        models.append(polished(z, t, [name], [*(s * d), b, a, o], [np.arange(z.shape[1])]))
        if models[-1][0] < 5e-4 * t.var():
            break
    model = min(models, key=lambda one: one[0])[1]
    rest = y[cut:]
    model["r2"] = 1 - np.mean((rest - evaluate(model, Z[cut:])) ** 2) / rest.var()
    return model


def recover_sum(Z, y):
    n, d = Z.shape
    powers = np.stack([np.polynomial.hermite_e.hermevander(Z[:, i], 8)[:, 1:] for i in range(d)])
    X = np.column_stack([*powers, np.ones(n)])
    beta = np.linalg.lstsq(X, y)[0]
    shapes = [powers[i] @ beta[8 * i : 8 * i + 8] for i in range(d)]
    active = np.argsort([-np.var(s) for s in shapes])[:3]
    central = [np.abs(Z[:, i]) < 2 for i in active]
    first = [guesses(Z[c, i], shapes[i][c])[:3] for i, c in zip(active, central)]
    tried = []
    for turn in sorted(np.ndindex(3, 3, 3), key=sum)[:10]:
        chosen = [first[k][turn[k]] for k in range(3)]
        *a, o = linear([FUNCTIONS[name](s * Z[:, i] + b) for (_, name, s, b), i in zip(chosen, active)], y)
        start = [x for (_, _, s, b), amp in zip(chosen, a) for x in (s, b, amp)] + [o]
        tried.append(polished(Z, y, [one[1] for one in chosen], start, [[i] for i in active]))
        if tried[-1][0] < 5e-4 * y.var():
            break
    error, model = min(tried, key=lambda one: one[0])
    for k in (0, 1, 2, 0, 1, 2):
        if error < 5e-4 * y.var():
            break
        terms = model["terms"]
        others = {"offset": model["offset"], "terms": [t for j, t in enumerate(terms) if j != k]}
        for _, name, s, b in guesses(Z[:, active[k]], y - evaluate(others, Z))[:3]:
            names = [t["function"] for t in terms]
            names[k] = name
            inner = [(t["weights"][i], t["shift"]) for t, i in zip(terms, active)]
            inner[k] = s, b
            *a, o = linear([FUNCTIONS[f](s * Z[:, i] + b) for f, (s, b), i in zip(names, inner, active)], y)
            start = [x for (s, b), amp in zip(inner, a) for x in (s, b, amp)] + [o]
            again = polished(Z, y, names, start, [[i] for i in active])
            if again[0] < error:
                error, model = again
    return model


def recover_structure(Y):
    names, inner = [], []
    for column in Y.T:
        if column.min() > 0:
            names.append("sigmoid")
            inner.append(np.log(column) - np.log1p(-column))
        else:
            names.append("tanh")
            inner.append(np.log1p(column) / 2 - np.log1p(-column) / 2)
    U = np.array(inner).T
    sizes = np.linalg.svd(U - U.mean(0), compute_uv=False)
    return dict(
        functions=names, n_latents=int(np.sum(sizes > 1e-4 * sizes[0])), means=U.mean(0), covariance=np.cov(U.T, ddof=0)
    )


def evaluate(model, Z):
    return model["offset"] + sum(
        t["amplitude"] * FUNCTIONS[t["function"]](Z @ t["weights"] + t["shift"]) for t in model["terms"]
    )


FUNCTIONS = {
    "sin": np.sin,
    "cos": np.cos,
    "tanh": np.tanh,
    "sigmoid": lambda u: 1 / (1 + np.exp(-np.clip(u, -50, 50))),
    "x tanh": lambda u: u * np.tanh(u),
    "sin of square": lambda u: np.sin(u**2),
    "cosh - 1": lambda u: np.cosh(np.clip(u, -20, 20)) - 1,
    "bell": lambda u: np.exp(-(u**2)),
    "tanh with ripple": lambda u: np.tanh(u) + 0.1 * np.sin(3 * u),
    "cos sin": lambda u: np.cos(u) * np.sin(u),
}
