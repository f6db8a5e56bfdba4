# %%
import numpy as np


# %% Given: weights of one attention layer
def make_weights(d: int, seed: int = 0) -> dict[str, np.ndarray]:
    """Return the matrices query, key, value and output, each of shape (d, d), to be used as ``x @ matrix``."""
    rng = np.random.default_rng(seed)
    return {name: rng.standard_normal((d, d)) / np.sqrt(d) for name in ("query", "key", "value", "output")}


# %%
def causal_attention(X: np.ndarray, weights: dict[str, np.ndarray], n_heads: int) -> np.ndarray:
    """Return multi-head self-attention over X, shape (n, d), in which no row sees a later one; shape (n, d).

    Each head works on its own d // n_heads neighbouring columns of the queries, keys and values.
    """
    raise NotImplementedError


# %%
class CachedAttention:
    """The same attention, fed a few rows at a time; what was computed for earlier rows is kept and not done again."""

    def __init__(self, weights: dict[str, np.ndarray], n_heads: int) -> None:
        raise NotImplementedError

    def step(self, X: np.ndarray) -> np.ndarray:
        """Take the next rows of the sequence, shape (t, d) with t of at least 1, and return their outputs, shape (t, d)."""
        raise NotImplementedError


# %% Test yourself
weights = make_weights(8)
X = np.random.default_rng(1).standard_normal((6, 8))
full = causal_attention(X, weights, n_heads=2)
assert np.allclose(full[0], X[0] @ weights["value"] @ weights["output"])
changed = X.copy()
changed[4:] += 1
assert np.allclose(causal_attention(changed, weights, n_heads=2)[:4], full[:4])

# %% Test yourself: with the cache
layer = CachedAttention(weights, n_heads=2)
assert np.allclose(np.concatenate([layer.step(X[:3]), layer.step(X[3:4]), layer.step(X[4:])]), full)
