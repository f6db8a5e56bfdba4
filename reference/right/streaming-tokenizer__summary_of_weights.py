"""A deterministic summary of each column, compressed whenever it grows too large; no chance is involved."""


class Summary:
    """Values with weights; once there are too many, neighbours in rank give way to one of them, at even distances in weight."""

    def __init__(self):
        self.values, self.weights = np.empty(0), np.empty(0)

    def add(self, values):
        self.values = np.concatenate([self.values, values])
        self.weights = np.concatenate([self.weights, np.ones(len(values))])
        if len(self.values) > 16_000:
            total = self.weights.sum()
            self.values = self.quantiles((np.arange(8000) + 0.5) / 8000)
            self.weights = np.full(8000, total / 8000)

    def quantiles(self, levels):
        order = np.argsort(self.values)
        reached = np.cumsum(self.weights[order])
        # The first value whose weight, with all before it, goes beyond the level: as many values lie below as ought to.
        places = np.searchsorted(reached, levels * reached[-1], side="right")
        return self.values[order][places]


class StreamingTokenizer:
    def __init__(self, n_bins=256, random_state=None):
        self.n_bins, self.random_state = n_bins, random_state

    def fit(self, chunks):
        columns = None
        for chunk in chunks:
            columns = columns or [Summary() for _ in range(chunk.shape[1])]
            for column, values in zip(columns, chunk.T):
                column.add(values)
        levels = np.arange(1, self.n_bins) / self.n_bins
        self.edges = np.column_stack([column.quantiles(levels) for column in columns])
        return self

    def tokenize(self, chunks):
        for chunk in chunks:
            yield np.column_stack(
                [np.searchsorted(edges, chunk[:, j], side="right") for j, edges in enumerate(self.edges.T)]
            )
