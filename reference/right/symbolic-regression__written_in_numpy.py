"""All pairs of short pieces from a library, written with the names of NumPy."""

import itertools

import numpy as np

UNARY = {"sin": np.sin, "cos": np.cos, "tanh": np.tanh, "exp": np.exp, "cosh": np.cosh}


def pieces(X):
    columns = [(f"x{i}", X[:, i]) for i in range(X.shape[1])]
    inner = list(columns)
    for (a, u), (b, v) in itertools.combinations(columns, 2):
        inner += [(f"np.add({a}, {b})", u + v), (f"np.subtract({a}, {b})", u - v), (f"np.multiply({a}, {b})", u * v)]
    return inner + [(f"np.{name}({text})", f(value)) for name, f in UNARY.items() for text, value in inner]


def discover_formula(X, y, seed=0):
    found = pieces(X)
    texts = [text for text, _ in found]
    values = np.array([value for _, value in found])
    best = min(((np.mean((v - y) ** 2), t) for t, v in found))
    for k, (text, value) in enumerate(found):
        for sign, rest in (("+", y - value), ("-", value - y)):
            errors = np.mean((values - rest) ** 2, axis=1)
            other = int(np.argmin(errors))
            best = min(best, (errors[other], f"{text} {sign} {texts[other]}"))
        errors = np.mean((values * value - y) ** 2, axis=1)
        best = min(best, (errors[int(np.argmin(errors))], f"{text} * {texts[int(np.argmin(errors))]}"))
    return best[1]
