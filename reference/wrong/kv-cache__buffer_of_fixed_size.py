"""Has room for 256 rows and not one more.

fails: steps of several rows
"""

import numpy as np


def attend(Q, K, V, first, n_heads):
    t, d = Q.shape
    h = d // n_heads
    q, k, v = (M.reshape(len(M), n_heads, h).transpose(1, 0, 2) for M in (Q, K, V))
    s = q @ k.transpose(0, 2, 1) / np.sqrt(h)
    s[:, np.arange(len(K)) > first + np.arange(t)[:, None]] = -np.inf
    p = np.exp(s - s.max(axis=-1, keepdims=True))
    p /= p.sum(axis=-1, keepdims=True)
    return (p @ v).transpose(1, 0, 2).reshape(t, d)


def causal_attention(X, weights, n_heads):
    return attend(X @ weights["query"], X @ weights["key"], X @ weights["value"], 0, n_heads) @ weights["output"]


class CachedAttention:
    def __init__(self, weights, n_heads):
        self.weights, self.n_heads = weights, n_heads
        d = len(weights["query"])
        self.K, self.V, self.n = np.zeros((256, d)), np.zeros((256, d)), 0

    def step(self, X):
        first, self.n = self.n, self.n + len(X)
        self.K[first : self.n] = X @ self.weights["key"]
        self.V[first : self.n] = X @ self.weights["value"]
        Q = X @ self.weights["query"]
        return attend(Q, self.K[: self.n], self.V[: self.n], first, self.n_heads) @ self.weights["output"]
