# %% Imports
import numpy as np


# %% Your functions
def sigmoid(z: np.ndarray) -> np.ndarray:
    """Return the logistic function of every number in ``z``; any finite number is fine."""
    raise NotImplementedError


def predict_proba(X: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Return the probability of class 1 for every row of ``X``, of shape (n,)."""
    raise NotImplementedError


def loss(X: np.ndarray, y: np.ndarray, w: np.ndarray, lambda_: float = 0.0) -> float:
    """Return the mean log loss over the rows, plus an L2 penalty on the weights of strength ``lambda_``."""
    raise NotImplementedError


def fit_logreg(
    X: np.ndarray,
    y: np.ndarray,
    lr: float = 0.1,
    epochs: int = 1000,
    lambda_: float = 0.0,
    tol: float = 1e-6,
) -> np.ndarray:
    """Return weights of shape (d,) from batch gradient descent on ``loss``; stops early when the loss has levelled off."""
    raise NotImplementedError


# %% Test yourself: these fail until the functions are written; add your own below
assert np.isfinite(sigmoid(np.array([-1000.0, 0.0, 1000.0]))).all()

rng = np.random.default_rng(0)
X = rng.normal(size=(200, 4))
y = (rng.random(200) < 1 / (1 + np.exp(-X @ np.array([1.0, -2.0, 0.5, 0.0])))).astype(int)
w = fit_logreg(X, y, lr=0.5, epochs=5000, tol=1e-10)
assert loss(X, y, w) < loss(X, y, np.zeros(4))
assert ((predict_proba(X, w) >= 0.5) == y).mean() > 0.7

from sklearn.linear_model import LogisticRegression

library = LogisticRegression(C=1e6, fit_intercept=False).fit(X, y).coef_[0]
assert np.abs(w - library).max() < 0.05
