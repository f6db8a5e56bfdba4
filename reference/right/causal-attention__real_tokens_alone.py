import numpy as np


def causal_attention(x, weights, heads, real):
    """Each sequence without its padding, each head by itself; the results go back to where the tokens stood."""
    out = np.zeros(x.shape)
    width = x.shape[2] // heads
    for row in range(len(x)):
        here = x[row][real[row]]
        if not len(here):
            continue
        queries, keys, values = here @ weights["Wq"], here @ weights["Wk"], here @ weights["Wv"]
        parts = []
        for head in range(heads):
            own = slice(head * width, (head + 1) * width)
            scores = queries[:, own] @ keys[:, own].T / width**0.5
            scores[np.triu_indices(len(here), k=1)] = -np.inf
            scores -= scores.max(axis=1, keepdims=True)
            shares = np.exp(scores)
            parts.append(shares / shares.sum(axis=1, keepdims=True) @ values[:, own])
        out[row, real[row]] = np.concatenate(parts, axis=1) @ weights["Wo"]
    return out
