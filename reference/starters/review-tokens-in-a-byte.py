# %%
import numpy as np


# %% A colleague's code: what is wrong with it?
def encode(values: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """The token of each value: the number of its bin among the 256 between the 257 ascending edges, one byte each."""
    position = np.searchsorted(edges, values, side="right") - 1
    return np.maximum(position, 0).astype(np.int8)


def decode(tokens: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """The middle of each token's bin."""
    middles = (edges[:-1] + edges[1:]) / 2
    middles = np.append(middles, edges[-1])
    return middles[tokens]


# %% Test yourself
edges = np.linspace(0.0, 256.0, 257)
tokens = encode(np.array([0.5, 100.5, 200.5, 255.5]), edges)
assert tokens.itemsize == 1
assert list(decode(tokens, edges)) == [0.5, 100.5, 200.5, 255.5]
assert encode(np.array([256.0]), edges)[0] == 255
