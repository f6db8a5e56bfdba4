"""A reservoir filled row by row, with the generator of the standard library."""

import random


class StreamingTokenizer:
    def __init__(self, n_bins=256, random_state=None):
        self.n_bins, self.random_state = n_bins, random_state

    def fit(self, chunks):
        rng = random.Random(self.random_state)
        kept, seen = [], 0
        for chunk in chunks:
            for row in chunk.tolist():
                seen += 1
                if len(kept) < 10_000:
                    kept.append(row)
                else:
                    place = rng.randrange(seen)
                    if place < 10_000:
                        kept[place] = row
        rows = np.array(kept)
        self.edges = np.quantile(rows, np.arange(1, self.n_bins) / self.n_bins, axis=0)
        return self

    def tokenize(self, chunks):
        for chunk in chunks:
            yield np.column_stack(
                [np.searchsorted(edges, chunk[:, j], side="right") for j, edges in enumerate(self.edges.T)]
            )
