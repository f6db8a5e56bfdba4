"""Returns the name of the function that correlates best, without its inputs.

fails: a formula with tanh
"""

import numpy as np


def discover_formula(X, y, seed=0):
    functions = {"sin": np.sin, "cos": np.cos, "tanh": np.tanh, "exp": np.exp, "cosh": np.cosh}
    return max(functions, key=lambda f: max(abs(np.corrcoef(functions[f](X[:, i]), y)[0, 1]) for i in range(X.shape[1])))
