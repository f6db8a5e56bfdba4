# %%
from collections.abc import Callable

import numpy as np


# %%
def loss_and_gradients(
    params: dict[str, np.ndarray], X: np.ndarray, y: np.ndarray
) -> tuple[float, dict[str, np.ndarray]]:
    """Return the loss of a network with one hidden layer on a batch, and its gradient for each parameter.

    params holds W1 (d, h), b1 (h,), W2 (h, 1) and b2 (1,). The hidden layer is relu(X @ W1 + b1), the score hidden @ W2 + b2, and
    the loss the mean over the n rows of the binary cross-entropy of the score. X has the shape (n, d), y holds 0 or 1, shape (n,).
    """
    raise NotImplementedError


def numerical_gradient(f: Callable[[np.ndarray], float], x: np.ndarray, step: float = 1e-5) -> np.ndarray:
    """Return the gradient of f at x by central differences, in the shape of x."""
    raise NotImplementedError


# %% Test yourself: the numerical gradient
x = np.array([[1.0, -2.0], [0.5, 3.0]])
assert np.allclose(numerical_gradient(lambda x: (x**3).sum(), x), 3 * x**2, atol=1e-6)

# %% Test yourself: the one against the other
rng = np.random.default_rng(0)
X, y = rng.standard_normal((6, 3)), np.array([0, 1, 1, 0, 1, 0])
params = {
    "W1": rng.standard_normal((3, 4)),
    "b1": rng.standard_normal(4),
    "W2": rng.standard_normal((4, 1)),
    "b2": rng.standard_normal(1),
}
loss, gradients = loss_and_gradients(params, X, y)
for name, value in params.items():
    slope = numerical_gradient(lambda v: loss_and_gradients(params | {name: v}, X, y)[0], value)
    assert gradients[name].shape == value.shape and np.allclose(gradients[name], slope, atol=1e-7), name

# %% Test yourself: scores of zero, and a very large one
flat = {name: np.zeros_like(value) for name, value in params.items()}
assert np.isclose(loss_and_gradients(flat, X, y)[0], np.log(2))
assert np.isclose(loss_and_gradients(flat | {"b2": np.array([1000.0])}, X, y)[0], 500.0)
