"""Keeps the values, and works out the keys of all rows in each step, with its own copies of the matrices.

fails: every row goes through the matrices once
"""

import numpy as np


def attend(Q, K, V, first, n_heads):
    """Outputs for queries at the positions from ``first`` on; query i sees the keys up to its own position."""
    t, d = Q.shape
    heads = [M.reshape(len(M), n_heads, d // n_heads).transpose(1, 0, 2) for M in (Q, K, V)]
    scores = heads[0] @ heads[1].transpose(0, 2, 1) / np.sqrt(d // n_heads)
    later = np.arange(len(K)) > first + np.arange(t)[:, None]
    scores = np.where(later, -np.inf, scores)
    shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares /= shares.sum(axis=-1, keepdims=True)
    return (shares @ heads[2]).transpose(1, 0, 2).reshape(t, d)


def causal_attention(X, weights, n_heads):
    Q, K, V = (X @ weights[name] for name in ("query", "key", "value"))
    return attend(Q, K, V, 0, n_heads) @ weights["output"]


class CachedAttention:
    def __init__(self, weights, n_heads):
        self.weights, self.n_heads = {name: np.array(matrix) for name, matrix in weights.items()}, n_heads
        d = len(weights["query"])
        self.rows, self.values = np.empty((0, d)), np.empty((0, d))

    def step(self, X):
        first = len(self.rows)
        self.rows = np.vstack([self.rows, X])
        self.values = np.vstack([self.values, X.dot(self.weights["value"])])
        K = np.array([row.dot(self.weights["key"]) for row in self.rows])
        return attend(X.dot(self.weights["query"]), K, self.values, first, self.n_heads).dot(self.weights["output"])
