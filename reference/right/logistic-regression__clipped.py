import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def predict_proba(X, w):
    return sigmoid(np.dot(X, w))


def loss(X, y, w, lambda_=0.0):
    p = np.clip(predict_proba(X, w), 1e-12, 1 - 1e-12)
    n = len(y)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean() + lambda_ / (2 * n) * (w @ w)


def fit_logreg(X, y, lr=0.1, epochs=1000, lambda_=0.0, tol=1e-6):
    n, d = X.shape
    w = np.zeros(d)
    last = np.inf
    for _ in range(epochs):
        w -= lr * (X.T.dot(predict_proba(X, w) - y) + lambda_ * w) / n
        current = loss(X, y, w, lambda_)
        if last - current < tol * max(1.0, abs(current)) and np.isfinite(last):
            break
        last = current
    return w
