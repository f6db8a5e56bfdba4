# %%
import numpy as np
from scipy import optimize, stats


# %% Given: losses of imaginary training runs
def measure(sizes: np.ndarray, a: float, b: float, c: float, noise: float = 0.01, seed: int = 0) -> np.ndarray:
    """Return one measured loss for each size: a * sizes**-b + c, each times 1 + noise * a standard normal draw."""
    sizes = np.asarray(sizes, dtype=float)
    return (a * sizes**-b + c) * (1 + noise * np.random.default_rng(seed).standard_normal(len(sizes)))


# %%
def fit_scaling_law(sizes: np.ndarray, losses: np.ndarray) -> dict:
    """Fit losses = a * sizes**-b + c.

    Return a dictionary with the estimates ``a``, ``b`` and ``c`` and the 95 % confidence intervals ``b_interval`` and
    ``c_interval``, each a pair (low, high). It may hold more, for predict_loss to use.
    """
    raise NotImplementedError


def predict_loss(fit: dict, size: float) -> tuple[float, float, float]:
    """Return the loss that a fit of fit_scaling_law expects at this size, and its 95 % confidence interval.

    The order is (loss, low, high). The interval is that of the curve, not of one more noisy measurement.
    """
    raise NotImplementedError


# %% Test yourself
sizes = np.repeat(np.geomspace(1e3, 1e7, 12), 3)
exact = fit_scaling_law(sizes, measure(sizes, 40, 0.4, 1.5, noise=0))
assert abs(exact["a"] / 40 - 1) < 1e-3 and abs(exact["b"] - 0.4) < 1e-3 and abs(exact["c"] - 1.5) < 1e-3
noisy = fit_scaling_law(sizes, measure(sizes, 40, 0.4, 1.5))
assert noisy["b_interval"][0] < 0.4 < noisy["b_interval"][1]
loss, low, high = predict_loss(noisy, 1e8)
assert low < loss < high and abs(loss - (noisy["a"] * 1e8 ** -noisy["b"] + noisy["c"])) < 1e-9
