# %%
import numpy as np
from gplearn.functions import make_function
from gplearn.genetic import SymbolicRegressor


# %% Given: data from a formula that you may try
def make_data(n: int = 200, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return inputs, shape (n, 3), uniform between -2 and 2, and outputs tanh(x0) + x1 * x2, shape (n,)."""
    X = np.random.default_rng(seed).uniform(-2, 2, (n, 3))
    return X, np.tanh(X[:, 0]) + X[:, 1] * X[:, 2]


# %%
def discover_formula(X: np.ndarray, y: np.ndarray, seed: int = 0) -> str:
    """Return a formula for y in terms of x0, x1, ..., the columns of X, as a Python expression.

    It may use + - * / and numbers, the functions sin, cos, tanh, exp, cosh, and gplearn's own writing, such as
    "add(tanh(X0), mul(X1, X2))".
    """
    raise NotImplementedError


# %% Test yourself
X, y = make_data()
formula = discover_formula(X, y)
print(formula)
names = {f"{x}{i}": X[:, i] for i in range(3) for x in "xX"}
names |= {"add": np.add, "sub": np.subtract, "mul": np.multiply, "neg": np.negative, "abs": np.abs}
names |= {"sin": np.sin, "cos": np.cos, "tanh": np.tanh, "exp": np.exp, "cosh": np.cosh}
assert np.mean((eval(formula, names) - y) ** 2) < 0.01 * y.var()
