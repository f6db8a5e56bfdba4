"""Sparse regression over a library of terms and of products of two: the best term joins until nothing is left."""

import numpy as np

FUNCTIONS = ["sin", "cos", "tanh", "exp", "cosh"]


def discover_formula(X, y, seed=0):
    names = [f"x{i}" for i in range(X.shape[1])]
    texts = names + [
        f"{a} {op} {b}" for k, a in enumerate(names) for b in names[k:] for op in "+-*" if (a, op) != (b, "-")
    ]
    space = {name: X[:, i] for i, name in enumerate(names)} | {f: getattr(np, f) for f in FUNCTIONS}
    short = [f"{f}({t})" for f in FUNCTIONS for t in texts] + [f"({t})" for t in texts]
    single = [f"{f}({n})" for f in FUNCTIONS for n in names] + names
    library = short + [f"{a} * {b}" for k, a in enumerate(single) for b in single[k + 1 :]]
    columns = np.column_stack([eval(text, dict(space)) for text in library])
    centred = columns - columns.mean(axis=0)
    size = np.linalg.norm(centred, axis=0) + 1e-12
    chosen, left = [], y - y.mean()
    for _ in range(4):
        chosen.append(int(np.argmax(np.abs(left @ centred) / size)))
        basis = np.column_stack([columns[:, chosen], np.ones(len(y))])
        weights = np.linalg.lstsq(basis, y)[0]
        left = y - basis @ weights
        if left.var() < 1e-6 * y.var():
            break
    return " + ".join(f"{w:.12f} * ({library[k]})" for w, k in zip(weights, chosen)) + f" + {weights[-1]:.12f}"
