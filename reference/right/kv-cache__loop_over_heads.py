"""A loop over the heads, and a buffer that doubles when it is full."""

import numpy as np


def softmax(S):
    E = np.exp(S - S.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def causal_attention(X, weights, n_heads):
    n, d = X.shape
    width = d // n_heads
    Q, K, V = X @ weights["query"], X @ weights["key"], X @ weights["value"]
    outputs = []
    for h in range(n_heads):
        mine = slice(h * width, (h + 1) * width)
        S = Q[:, mine] @ K[:, mine].T / width**0.5
        S[np.triu_indices(n, 1)] = -np.inf
        outputs.append(softmax(S) @ V[:, mine])
    return np.hstack(outputs) @ weights["output"]


class CachedAttention:
    def __init__(self, weights, n_heads):
        self.w, self.n_heads, self.n = weights, n_heads, 0
        self.K = np.zeros((4, len(weights["key"])))
        self.V = np.zeros_like(self.K)

    def step(self, X):
        t, d = X.shape
        while self.n + t > len(self.K):
            self.K = np.vstack([self.K, np.zeros_like(self.K)])
            self.V = np.vstack([self.V, np.zeros_like(self.V)])
        self.K[self.n : self.n + t] = X @ self.w["key"]
        self.V[self.n : self.n + t] = X @ self.w["value"]
        self.n += t
        Q, width = X @ self.w["query"], d // self.n_heads
        out = np.empty((t, d))
        for h in range(self.n_heads):
            mine = slice(h * width, (h + 1) * width)
            S = Q[:, mine] @ self.K[: self.n, mine].T / np.sqrt(width)
            S = np.where(np.tri(t, self.n, self.n - t, dtype=bool), S, -np.inf)
            out[:, mine] = softmax(S) @ self.V[: self.n, mine]
        return out @ self.w["output"]
