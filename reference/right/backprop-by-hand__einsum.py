import numpy as np
from scipy.special import expit


def loss_and_gradients(params, X, y):
    """Sums over the batch written as einsum; the loss by softplus of the signed score."""
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    z = np.einsum("nd,dh->nh", X, W1) + b1
    active = z > 0
    score = np.einsum("nh,h->n", z * active, W2[:, 0]) + b2
    flipped = np.where(np.asarray(y) == 1, -score, score)
    loss = np.mean(np.maximum(flipped, 0) + np.log1p(np.exp(-np.abs(flipped))))
    delta = (expit(score) - y) / X.shape[0]
    back = np.einsum("n,h,nh->nh", delta, W2[:, 0], active)
    return loss, {
        "W1": np.einsum("nd,nh->dh", X, back),
        "b1": back.sum(0),
        "W2": np.einsum("nh,n->h", z * active, delta)[:, None],
        "b2": np.array([delta.sum()]),
    }


def numerical_gradient(f, x, step=1e-5):
    """Over the flat entries."""
    found = np.empty(x.size)
    for k in range(x.size):
        moved = np.zeros(x.size)
        moved[k] = step
        moved = moved.reshape(x.shape)
        found[k] = (f(x + moved) - f(x - moved)) / (2 * step)
    return found.reshape(x.shape)
