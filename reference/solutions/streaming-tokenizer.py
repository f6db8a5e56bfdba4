import numpy as np

ROOM = 10_000
"""Rows that are kept: the rank of a quantile is then right to about half a percentage point."""


class StreamingTokenizer:
    """Quantile bins for each column, from a uniform sample of the stream (Vitter's algorithm R, a chunk at a time)."""

    def __init__(self, n_bins=256, random_state=None):
        self.n_bins = n_bins
        self.random_state = random_state

    def fit(self, chunks):
        """Learn the inner edges, shape (n_bins - 1, d), in one pass. Returns the tokenizer."""
        rng = np.random.default_rng(self.random_state)
        kept, seen = None, 0
        for chunk in chunks:
            if kept is None:
                kept = np.full((ROOM, chunk.shape[1]), np.nan)
            numbers = np.arange(seen, seen + len(chunk))
            # The first ROOM rows keep their own place; each later one takes its chance. A place hit twice keeps the later row.
            places = np.where(numbers < ROOM, numbers, rng.integers(numbers + 1))
            taken = places < ROOM
            kept[places[taken]] = chunk[taken]
            seen += len(chunk)
        levels = np.arange(1, self.n_bins) / self.n_bins
        self.edges = np.quantile(kept[:seen], levels, axis=0)
        return self

    def tokenize(self, chunks):
        """Yield the tokens of each chunk; what lies outside belongs to the first or the last bin."""
        for chunk in chunks:
            tokens = np.empty(chunk.shape, dtype=np.int64)
            for j, edges in enumerate(self.edges.T):
                tokens[:, j] = np.searchsorted(edges, chunk[:, j], side="right")
            yield tokens
