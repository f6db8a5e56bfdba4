import numpy as np


def sigmoid(z: np.ndarray) -> np.ndarray:
    """Return the logistic function of ``z``; only exponentials of negative numbers are taken, so nothing overflows."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1.0 + small)


def predict_proba(X: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Return the probability of class 1 for every row of ``X``, of shape (n,)."""
    return sigmoid(X @ w)


def loss(X: np.ndarray, y: np.ndarray, w: np.ndarray, lambda_: float = 0.0) -> float:
    """Return the mean over rows of log(1 + exp(z)) - y z, with z = X w, plus lambda_ / 2 times the squared norm of w."""
    z = X @ w
    return float(np.mean(np.logaddexp(0.0, z) - y * z) + 0.5 * lambda_ * np.sum(w**2))


def fit_logreg(
    X: np.ndarray,
    y: np.ndarray,
    lr: float = 0.1,
    epochs: int = 1000,
    lambda_: float = 0.0,
    tol: float = 1e-6,
) -> np.ndarray:
    """Return weights of shape (d,) from batch gradient descent on ``loss``, starting at zero.

    Stops when the loss changes by less than ``tol`` from one epoch to the next.
    """
    w = np.zeros(X.shape[1])
    before = loss(X, y, w, lambda_)
    for _ in range(epochs):
        gradient = X.T @ (predict_proba(X, w) - y) / len(y) + lambda_ * w
        w = w - lr * gradient
        now = loss(X, y, w, lambda_)
        if abs(before - now) < tol:
            break
        before = now
    return w
