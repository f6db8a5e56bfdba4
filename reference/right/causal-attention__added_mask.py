import numpy as np


def causal_attention(x, weights, heads, real):
    """einsum over all heads, with a mask that is added; what a row of padding attends to is thrown away at the end."""
    batch, length, width = x.shape
    clean = x.copy()
    clean[~real] = 0
    split = {w: weights[w].reshape(width, heads, width // heads) for w in ("Wq", "Wk", "Wv")}
    q, k, v = (np.einsum("bnd,dhe->bnhe", clean, split[w]) for w in ("Wq", "Wk", "Wv"))
    scores = np.einsum("bqhe,bkhe->bhqk", q, k) * (width // heads) ** -0.5
    position = np.arange(length)
    hidden = (position[None, :] > position[:, None])[None] | ~real[:, None, :]
    scores = scores + np.where(hidden, -1e30, 0.0)[:, None]
    scores = scores - scores.max(-1, keepdims=True)
    shares = np.exp(scores)
    shares /= shares.sum(-1, keepdims=True)
    out = np.einsum("bhqk,bkhe->bqhe", shares, v).reshape(batch, length, width) @ weights["Wo"]
    out[~real] = 0
    return out
