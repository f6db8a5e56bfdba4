"""Python lists and bisect, one value at a time."""

from bisect import bisect_right


def cut(values, parts):
    """The inner edges, half-way between neighbours in the sorted values."""
    n = len(values)
    places = [round(k * n / parts) for k in range(1, parts)]
    return [(values[max(p - 1, 0)] + values[min(p, n - 1)]) / 2 for p in places]


class HierarchicalTokenizer:
    def __init__(self, n_coarse=16, n_fine=16):
        self.n_coarse, self.n_fine = n_coarse, n_fine

    def fit(self, X):
        self.columns = []
        for x in X.T:
            values = sorted(x.tolist())
            edges = cut(values, self.n_coarse)
            ends = [values[0], *edges, values[-1]]
            parts = []
            for c in range(self.n_coarse):
                own = [v for v in values if bisect_right(edges, v) == c] or [ends[c], ends[c + 1]]
                inner = cut(own, self.n_fine)
                parts.append((inner, [own[0], *inner, own[-1]]))
            self.columns.append((edges, parts))
        return self

    def tokenize(self, X):
        coarse, fine = np.zeros(X.shape, dtype=np.int32), np.zeros(X.shape, dtype=np.int32)
        for j, (edges, parts) in enumerate(self.columns):
            for i, v in enumerate(X[:, j].tolist()):
                c = bisect_right(edges, v)
                coarse[i, j], fine[i, j] = c, bisect_right(parts[c][0], v)
        return coarse, fine

    def detokenize(self, coarse, fine):
        back = np.zeros(coarse.shape)
        for (i, j), c in np.ndenumerate(coarse):
            ends, f = self.columns[j][1][c][1], fine[i, j]
            back[i, j] = ends[f] + (ends[f + 1] - ends[f]) / 2
        return back
