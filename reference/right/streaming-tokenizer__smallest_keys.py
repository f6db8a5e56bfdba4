"""Every row gets a random key, and the rows with the smallest keys are kept."""


class StreamingTokenizer:
    def __init__(self, n_bins=256, random_state=None):
        self.n_bins, self.random_state = n_bins, random_state

    def fit(self, chunks):
        rng = np.random.default_rng(self.random_state)
        rows = keys = None
        for chunk in chunks:
            fresh = rng.random(len(chunk))
            if rows is None:
                rows, keys = chunk.astype(float), fresh
            else:
                rows, keys = np.concatenate([rows, chunk]), np.concatenate([keys, fresh])
            if len(keys) > 15_000:
                smallest = np.argpartition(keys, 15_000)[:15_000]
                rows, keys = rows[smallest], keys[smallest]
        self.edges = np.quantile(rows, np.arange(1, self.n_bins) / self.n_bins, axis=0)
        return self

    def tokenize(self, chunks):
        for chunk in chunks:
            yield np.column_stack(
                [np.searchsorted(edges, chunk[:, j], side="right") for j, edges in enumerate(self.edges.T)]
            )
