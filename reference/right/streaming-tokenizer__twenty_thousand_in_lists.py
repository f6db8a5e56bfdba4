"""A reservoir of twenty thousand rows in plain lists, sorted and searched without NumPy."""

import random
from bisect import bisect_right


class StreamingTokenizer:
    def __init__(self, n_bins=256, random_state=None):
        self.n_bins, self.random_state = n_bins, random_state

    def fit(self, chunks):
        rng = random.Random(self.random_state)
        kept, seen = [], 0
        for chunk in chunks:
            for row in chunk:
                seen += 1
                if len(kept) < 20_000:
                    kept.append(row.tolist())
                else:
                    place = rng.randrange(seen)
                    if place < 20_000:
                        kept[place] = row.tolist()
        columns = [sorted(column) for column in zip(*kept)]
        self.edges = [[c[len(c) * i // self.n_bins] for i in range(1, self.n_bins)] for c in columns]
        return self

    def tokenize(self, chunks):
        for chunk in chunks:
            tokens = [[bisect_right(edges, v) for edges, v in zip(self.edges, row)] for row in chunk.tolist()]
            yield np.array(tokens, dtype=int).reshape(chunk.shape)
