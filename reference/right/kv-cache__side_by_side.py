"""One copied matrix for queries, keys and values side by side, and a list of pieces for the cache."""

import numpy as np


def attend(Q, K, V, n_heads):
    t, n = len(Q), len(K)
    seen = np.arange(n) <= np.arange(n - t, n)[:, None]
    heads = []
    for q, k, v in zip(*(np.split(M, n_heads, axis=1) for M in (Q, K, V))):
        scores = np.where(seen, q @ k.T / np.sqrt(q.shape[1]), -np.inf)
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        heads.append(shares @ v / shares.sum(axis=1, keepdims=True))
    return np.concatenate(heads, axis=1)


class CachedAttention:
    def __init__(self, weights, n_heads):
        self.inner = np.hstack([np.asarray(weights[name], dtype=float) for name in ("query", "key", "value")])
        self.output, self.n_heads, self.pieces = np.array(weights["output"]), n_heads, []

    def step(self, X):
        Q, K, V = np.split(np.dot(X, self.inner), 3, axis=1)
        self.pieces.append((K, V))
        K, V = (np.concatenate(parts) for parts in zip(*self.pieces))
        return attend(Q, K, V, self.n_heads).dot(self.output)


def causal_attention(X, weights, n_heads):
    return CachedAttention(weights, n_heads).step(X)
