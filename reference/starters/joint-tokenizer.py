# %%
import numpy as np
from sklearn.cluster import KMeans


# %%
class JointTokenizer:
    """One token for each group of correlated columns: the number of the nearest code."""

    def __init__(self, n_codes: int = 64, threshold: float = 0.7, random_state: int | None = None) -> None:
        raise NotImplementedError

    def fit(self, X: np.ndarray) -> "JointTokenizer":
        """Find the groups and learn a codebook for each. Return the tokenizer.

        ``groups`` is then a list such as [[0, 3], [1], [2, 4]].
        """
        raise NotImplementedError

    def tokenize(self, X: np.ndarray) -> np.ndarray:
        """Return the tokens, integers of shape (rows, number of groups)."""
        raise NotImplementedError

    def detokenize(self, tokens: np.ndarray) -> np.ndarray:
        """Return the codes of the tokens as rows, shape (rows, columns)."""
        raise NotImplementedError


# %% Test yourself
rng = np.random.default_rng(0)
common = rng.normal(size=(500, 1))
X = np.hstack([common + 0.3 * rng.normal(size=(500, 1)), rng.normal(size=(500, 1)), 1000 * common])
tokenizer = JointTokenizer(n_codes=32, random_state=0)
tokenizer.fit(X)
assert [list(group) for group in tokenizer.groups] == [[0, 2], [1]]
tokens = tokenizer.tokenize(X)
assert tokens.shape == (500, 2)
back = tokenizer.detokenize(tokens)
assert np.array_equal(tokenizer.detokenize(tokenizer.tokenize(back)), back)
assert (((X - back) / X.std(axis=0)) ** 2).mean() < 0.05
