"""Queries, keys and values from one einsum of stacked rows and stacked matrices."""

import numpy as np


class CachedAttention:
    def __init__(self, weights, n_heads):
        self.n_heads = n_heads
        self.inner = np.stack([weights[name] for name in ("query", "key", "value")])
        self.output = np.array(weights["output"])
        self.K = self.V = None

    def step(self, X):
        t, d = X.shape
        h = self.n_heads
        q, k, v = np.einsum("ktd,kde->kte", np.stack([X, X, X]), self.inner)
        self.K = k if self.K is None else np.concatenate((self.K, k))
        self.V = v if self.V is None else np.concatenate((self.V, v))
        n = len(self.K)

        def split(M):
            return M.reshape(len(M), h, d // h).transpose(1, 0, 2)

        scores = split(q) @ split(self.K).transpose(0, 2, 1) / np.sqrt(d // h)
        scores = np.where(np.tril(np.ones((t, n), bool), n - t), scores, -np.inf)
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        return (shares @ split(self.V)).transpose(1, 0, 2).reshape(t, d) @ self.output


def causal_attention(X, weights, n_heads):
    return CachedAttention(weights, n_heads).step(X)
