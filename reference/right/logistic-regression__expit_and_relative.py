import numpy as np
from scipy.special import expit, xlog1py, xlogy

sigmoid = lambda z: expit(z)


def predict_proba(X, w):
    return sigmoid(np.asarray(X) @ np.asarray(w))


def loss(X, y, w, lambda_=0.0):
    eps = 1e-15
    p = predict_proba(X, w).clip(eps, 1 - eps)
    data = -np.average(xlogy(y, p) + xlog1py(1 - y, -p))
    return data + lambda_ / 2 * np.linalg.norm(w) ** 2


def _gradient(X, y, w, lambda_):
    return np.mean((predict_proba(X, w) - y)[:, None] * X, axis=0) + lambda_ * w


def fit_logreg(X, y, lr=0.1, epochs=1000, lambda_=0.0, tol=1e-6):
    w = np.zeros(X.shape[1])
    history = [loss(X, y, w, lambda_)]
    epoch = 0
    while epoch < epochs:
        w = w - lr * _gradient(X, y, w, lambda_)
        history.append(loss(X, y, w, lambda_))
        if abs(history[-2] - history[-1]) <= tol * abs(history[-2]):
            break
        epoch += 1
    return w
