# %%
from collections.abc import Iterable, Iterator

import numpy as np


# %%
class StreamingTokenizer:
    """Quantile bins for each column, learnt while a stream of chunks goes by."""

    def __init__(self, n_bins: int = 256, random_state: int | None = None) -> None:
        raise NotImplementedError

    def fit(self, chunks: Iterable[np.ndarray]) -> "StreamingTokenizer":
        """Learn the bins from chunks of shape (m, d), in one pass. Return the tokenizer."""
        raise NotImplementedError

    def tokenize(self, chunks: Iterable[np.ndarray]) -> Iterator[np.ndarray]:
        """Yield the tokens of each chunk, integers of shape (m, d), as it comes."""
        raise NotImplementedError


# %% Test yourself
rows = np.random.default_rng(0).normal(size=(1000, 2))
tokenizer = StreamingTokenizer(n_bins=10, random_state=0)
tokenizer.fit(chunk for chunk in np.array_split(rows, 7))
tokens = np.concatenate(list(tokenizer.tokenize(chunk for chunk in np.array_split(rows, 7))))
assert tokens.shape == rows.shape
assert tokens.min() == 0 and tokens.max() == 9
assert abs(np.bincount(tokens[:, 0]) - 100).max() <= 2

# %% Test yourself: a long stream that climbs
climbing = [np.arange(i * 1000.0, (i + 1) * 1000.0)[:, None] for i in range(60)]
tokenizer = StreamingTokenizer(n_bins=10, random_state=0)
tokenizer.fit(iter(climbing))
middle = next(tokenizer.tokenize(iter([np.array([[30_000.0]])])))
assert middle[0, 0] in (4, 5)
