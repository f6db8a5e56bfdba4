"""Keeps copies of the rows, and moves the matrices to the other side: the query goes through the key matrix, and the
mixture of the rows through the value matrix, so that no earlier row meets a matrix again."""

import numpy as np


def attend(X, rows, weights, n_heads):
    t, n, width = len(X), len(rows), X.shape[1] // n_heads
    later = np.triu(np.ones((t, n), dtype=bool), n - t + 1)
    heads = []
    for h in range(n_heads):
        mine = slice(h * width, (h + 1) * width)
        Q = X @ weights["query"][:, mine] @ weights["key"][:, mine].T
        scores = Q @ rows.T / np.sqrt(width)
        scores[later] = -np.inf
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        heads.append(shares @ rows @ weights["value"][:, mine])
    return np.hstack(heads) @ weights["output"]


def causal_attention(X, weights, n_heads):
    return attend(X, X, weights, n_heads)


class CachedAttention:
    def __init__(self, weights, n_heads):
        self.weights, self.n_heads, self.rows = weights, n_heads, None

    def step(self, X):
        self.rows = X.copy() if self.rows is None else np.concatenate([self.rows, X])
        return attend(X, self.rows, self.weights, self.n_heads)
