"""Keeps every s-th row, where s doubles whenever the room is full, so a period in the stream spoils the sample.

fails: a stream with a period
"""


class StreamingTokenizer:
    def __init__(self, n_bins=256, random_state=None):
        self.n_bins, self.random_state = n_bins, random_state

    def fit(self, chunks):
        kept, seen, step = None, 0, 1
        for chunk in chunks:
            numbers = np.arange(seen, seen + len(chunk))
            seen += len(chunk)
            part = chunk[numbers % step == 0]
            kept = part.copy() if kept is None else np.concatenate([kept, part])
            while len(kept) > 10_000:
                kept, step = kept[::2].copy(), 2 * step
        self.edges = np.quantile(kept, np.arange(1, self.n_bins) / self.n_bins, axis=0)
        return self

    def tokenize(self, chunks):
        for chunk in chunks:
            yield np.column_stack(
                [np.searchsorted(edges, chunk[:, j], side="right") for j, edges in enumerate(self.edges.T)]
            )
