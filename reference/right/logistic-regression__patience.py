import numpy as np


def sigmoid(z: np.ndarray) -> np.ndarray:
    out = np.empty(z.shape, dtype=float)
    positive = z >= 0
    out[positive] = 1.0 / (1.0 + np.exp(-z[positive]))
    grown = np.exp(z[~positive])
    out[~positive] = grown / (1.0 + grown)
    return out


def predict_proba(X: np.ndarray, w: np.ndarray) -> np.ndarray:
    return sigmoid(X @ w)


def loss(X: np.ndarray, y: np.ndarray, w: np.ndarray, lambda_: float = 0.0) -> float:
    margin = (2 * y - 1) * (X @ w)
    return float(np.logaddexp(0, -margin).mean() + lambda_ * np.sum(np.square(w)))


def fit_logreg(X, y, lr=0.1, epochs=1000, lambda_=0.0, tol=1e-6) -> np.ndarray:
    rng = np.random.default_rng()
    w = rng.normal(scale=0.01, size=X.shape[1])
    best, waited = loss(X, y, w, lambda_), 0
    for _ in range(epochs):
        residual = predict_proba(X, w) - y
        w = w - lr * (X.T @ residual / X.shape[0] + 2 * lambda_ * w)
        value = loss(X, y, w, lambda_)
        if best - value > tol:
            best, waited = value, 0
        else:
            waited += 1
            if waited >= 10:
                break
    return w
