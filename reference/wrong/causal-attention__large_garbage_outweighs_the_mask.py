"""Adds a large negative number to the scores of the padding, which larger ones there outweigh.

fails: whatever stands at the padding does not matter
"""

import numpy as np


def causal_attention(x, weights, heads, real):
    b, n, d = x.shape
    w = d // heads
    x = np.nan_to_num(x, nan=0.0, posinf=0.0, neginf=0.0)
    q, k, v = ((x @ weights[m]).reshape(b, n, heads, w).transpose(0, 2, 1, 3) for m in ("Wq", "Wk", "Wv"))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(w)
    allowed = np.tril(np.ones((n, n), dtype=bool)) & real[:, None, None, :]
    scores = scores + np.where(allowed, 0.0, -1e9)
    scores -= scores.max(axis=-1, keepdims=True)
    p = np.exp(scores)
    p /= p.sum(axis=-1, keepdims=True)
    out = (p @ v).transpose(0, 2, 1, 3).reshape(b, n, d) @ weights["Wo"]
    out[~real] = 0.0
    return out
