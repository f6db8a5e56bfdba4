"""Writes a linear regression down as a formula.

fails: a formula with tanh
fails: a formula with cosh
"""

import numpy as np


def discover_formula(X, y, seed=0):
    weights = np.linalg.lstsq(np.column_stack([X, np.ones(len(y))]), y)[0]
    return " + ".join(f"({w:.6f}) * x{i}" for i, w in enumerate(weights[:-1])) + f" + ({weights[-1]:.6f})"
