# %%
import numpy as np
from scipy import optimize

# %% Given: the ten functions, and what a model is
FUNCTIONS = {
    "sin": np.sin,
    "cos": np.cos,
    "tanh": np.tanh,
    "sigmoid": lambda u: 1 / (1 + np.exp(-u)),
    "x tanh": lambda u: u * np.tanh(u),
    "sin of square": lambda u: np.sin(u**2),
    "cosh - 1": lambda u: np.cosh(u) - 1,
    "bell": lambda u: np.exp(-(u**2)),
    "tanh with ripple": lambda u: np.tanh(u) + 0.1 * np.sin(3 * u),
    "cos sin": lambda u: np.cos(u) * np.sin(u),
}


def evaluate(model: dict, Z: np.ndarray) -> np.ndarray:
    """Return what a model says for each row of Z: the offset plus, for every term, amplitude * f(Z @ weights + shift)."""
    terms = [t["amplitude"] * FUNCTIONS[t["function"]](Z @ np.asarray(t["weights"]) + t["shift"]) for t in model["terms"]]
    return model["offset"] + sum(terms)


# %% First step: one function of one projection of the latents
def recover_function(Z: np.ndarray, y: np.ndarray) -> dict:
    """Find the function behind y, shape (n,), for known latents Z, shape (n, d).

    Return {"offset": float, "terms": [term], "r2": float}. A term is a dictionary with "function" (a key of FUNCTIONS),
    "weights" (shape (d,)), "shift" and "amplitude". "r2" says how much of the variance of rows that took no part in the
    fit the model explains.
    """
    raise NotImplementedError


# %% Second step: a sum of several functions, each of one latent of its own
def recover_sum(Z: np.ndarray, y: np.ndarray) -> dict:
    """Find the functions whose sum is y. Three of the latents matter, each through one function.

    Return {"offset": float, "terms": three terms}, whose weights are zero but for the latent that matters.
    """
    raise NotImplementedError


# %% Third step: the latents are not known
def recover_structure(Y: np.ndarray) -> dict:
    """Find what can be found from the columns alone, shape (n, p). Each is tanh or sigmoid of a projection of the latents.

    Return {"functions": the name for each column, "n_latents": how many latents there are, "means": shape (p,), and
    "covariance": shape (p, p)}, the last two of the projections, that is, of what went into the functions.
    """
    raise NotImplementedError


# %% Test yourself
rng = np.random.default_rng(0)
Z = rng.standard_normal((500, 7))
w = 0.5 * rng.standard_normal(7)
found = recover_function(Z[:400], 2 * np.tanh(Z[:400] @ w + 0.3) + 1)
assert np.abs(evaluate(found, Z[400:]) - 2 * np.tanh(Z[400:] @ w + 0.3) - 1).max() < 0.05
assert found["r2"] > 0.99

# %% Test yourself: the other steps
y = np.sin(1.2 * Z[:, 0]) + np.cosh(Z[:, 3]) - 1.5 * np.exp(-((Z[:, 5] + 0.2) ** 2))
found = recover_sum(Z[:400], y[:400])
assert np.abs(evaluate(found, Z[400:]) - y[400:]).max() < 0.1
U = Z @ (0.3 * rng.standard_normal((7, 20)))
found = recover_structure(np.tanh(U))
assert found["n_latents"] == 7 and np.allclose(found["covariance"], np.cov(U.T), atol=0.01)
