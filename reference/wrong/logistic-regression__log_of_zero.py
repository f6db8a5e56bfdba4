"""Takes the logarithm of a probability that has been rounded to 0 or 1.

fails: the loss stays finite when the model is certain
"""
import numpy as np


def sigmoid(z):
    return np.where(z >= 0, 1.0, np.exp(-np.abs(z))) / (1.0 + np.exp(-np.abs(z)))


def predict_proba(X, w):
    return sigmoid(X @ w)


def loss(X, y, w, lambda_=0.0):
    p = predict_proba(X, w)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)) + 0.5 * lambda_ * np.sum(w**2))


def fit_logreg(X, y, lr=0.1, epochs=1000, lambda_=0.0, tol=1e-6):
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
