# %%
import numpy as np


# %%
def causal_attention(x: np.ndarray, weights: dict[str, np.ndarray], heads: int, real: np.ndarray) -> np.ndarray:
    """Return the output of multi-head causal self-attention for a batch, in the shape of x, (b, n, d).

    weights holds Wq, Wk, Wv and Wo, each (d, d), and no biases: the queries are x @ Wq. Head number i works on columns i * d // heads
    up to (i + 1) * d // heads of queries, keys and values, and the heads are put side by side in this order before Wo. real, shape
    (b, n), is True where a token is real and False where it only fills up the row.
    """
    raise NotImplementedError


# %% Test yourself: one head and no projections; the first token sees itself alone
rng = np.random.default_rng(0)
x = rng.standard_normal((1, 3, 2))
plain = {name: np.eye(2) for name in ("Wq", "Wk", "Wv", "Wo")}
out = causal_attention(x, plain, 1, np.ones((1, 3), dtype=bool))
assert out.shape == x.shape and np.allclose(out[0, 0], x[0, 0])
a, b = np.exp(x[0, 1] @ x[0, :2].T / np.sqrt(2))
assert np.allclose(out[0, 1], (a * x[0, 0] + b * x[0, 1]) / (a + b))

# %% Test yourself: the future does not matter
weights = {name: rng.standard_normal((4, 4)) for name in ("Wq", "Wk", "Wv", "Wo")}
x = rng.standard_normal((2, 5, 4))
changed = x.copy()
changed[:, 3:] += 1
real = np.ones((2, 5), dtype=bool)
assert np.allclose(causal_attention(x, weights, 2, real)[:, :3], causal_attention(changed, weights, 2, real)[:, :3])
