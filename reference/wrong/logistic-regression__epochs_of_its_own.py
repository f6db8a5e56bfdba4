"""Takes up to ten thousand steps, whatever the number of epochs asked for.

fails: epochs and lr set the number and the length of the steps
"""
import numpy as np


def sigmoid(z):
    return np.where(z >= 0, 1.0, np.exp(-np.abs(z))) / (1.0 + np.exp(-np.abs(z)))


def predict_proba(X, w):
    return sigmoid(X @ w)


def loss(X, y, w, lambda_=0.0):
    z = X @ w
    return float(np.mean(np.logaddexp(0.0, z) - y * z) + 0.5 * lambda_ * np.sum(w**2))


def fit_logreg(X, y, lr=0.1, epochs=1000, lambda_=0.0, tol=1e-6):
    w = np.zeros(X.shape[1])
    before = loss(X, y, w, lambda_)
    for _ in range(10_000):
        gradient = X.T @ (predict_proba(X, w) - y) / len(y) + lambda_ * w
        w = w - lr * gradient
        now = loss(X, y, w, lambda_)
        if abs(before - now) < tol:
            break
        before = now
    return w
