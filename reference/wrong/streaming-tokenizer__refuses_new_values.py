"""Raises for a value that the first pass has not seen.

fails: values beyond the range
"""


class StreamingTokenizer:
    def __init__(self, n_bins=256, random_state=None):
        self.n_bins, self.random_state = n_bins, random_state

    def fit(self, chunks):
        rng = np.random.default_rng(self.random_state)
        kept, seen = None, 0
        for chunk in chunks:
            if kept is None:
                kept = np.empty((10_000, chunk.shape[1]))
            numbers = np.arange(seen, seen + len(chunk))
            places = np.where(numbers < 10_000, numbers, rng.integers(0, numbers + 1))
            taken = places < 10_000
            kept[places[taken]] = chunk[taken]
            seen += len(chunk)
        rows = kept[:seen]
        self.edges = np.quantile(rows, np.arange(1, self.n_bins) / self.n_bins, axis=0)
        self.low, self.high = rows.min(axis=0), rows.max(axis=0)
        return self

    def tokenize(self, chunks):
        for chunk in chunks:
            if ((chunk < self.low) | (chunk > self.high)).any():
                raise ValueError("a value lies outside of the bins")
            yield np.column_stack(
                [np.searchsorted(edges, chunk[:, j], side="right") for j, edges in enumerate(self.edges.T)]
            )
