# %%
import numpy as np


# %%
class HierarchicalTokenizer:
    """Two tokens for each value: its coarse quantile bin, and its fine one within that."""

    def __init__(self, n_coarse: int = 16, n_fine: int = 16) -> None:
        raise NotImplementedError

    def fit(self, X: np.ndarray) -> "HierarchicalTokenizer":
        """Learn the bins of each column of X, shape (n, d). Return the tokenizer."""
        raise NotImplementedError

    def tokenize(self, X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the coarse and the fine tokens, two integer arrays of the shape of X."""
        raise NotImplementedError

    def detokenize(self, coarse: np.ndarray, fine: np.ndarray) -> np.ndarray:
        """Return a value of each pair's bin, floats of the shape of the tokens."""
        raise NotImplementedError


# %% Test yourself
X = np.random.default_rng(0).permutation(np.arange(16.0))[:, None]
tokenizer = HierarchicalTokenizer(n_coarse=4, n_fine=4)
tokenizer.fit(X)
coarse, fine = tokenizer.tokenize(X)
assert coarse.shape == fine.shape == X.shape
assert np.array_equal(np.sort((4 * coarse + fine).ravel()), np.arange(16))
back = tokenizer.detokenize(coarse, fine)
assert abs(back - X).max() <= 1
again = tokenizer.tokenize(back)
assert np.array_equal(again[0], coarse) and np.array_equal(again[1], fine)
