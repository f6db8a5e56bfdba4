"""Groups from the reachability of the graph of links, codes kept in the units of the columns."""

from scipy.spatial.distance import cdist


class JointTokenizer:
    def __init__(self, n_codes=64, threshold=0.7, random_state=None):
        self.n_codes = n_codes
        self.threshold = threshold
        self.random_state = random_state

    def fit(self, X):
        d = X.shape[1]
        self.spread = X.std(axis=0, ddof=1)
        self.spread[np.ptp(X, axis=0) == 0] = 1
        centred = (X - X.mean(axis=0)) / self.spread
        reach = (np.abs(centred.T @ centred) / (len(X) - 1) > self.threshold) | np.eye(d, dtype=bool)
        for _ in range(d):
            reach = reach @ reach
        self.groups = sorted({tuple(np.flatnonzero(row).tolist()) for row in reach})
        self.codes = {}
        for group in self.groups:
            values = X[:, group] / self.spread[list(group)]
            k = min(self.n_codes, len(np.unique(values, axis=0)))
            found = KMeans(k, n_init=2, random_state=self.random_state).fit(values).cluster_centers_
            self.codes[group] = found * self.spread[list(group)]
        return self

    def tokenize(self, X):
        columns = []
        for group, codes in self.codes.items():
            unit = self.spread[list(group)]
            columns.append(cdist(X[:, group] / unit, codes / unit).argmin(axis=1))
        return np.column_stack(columns)

    def detokenize(self, tokens):
        rows = np.full((len(tokens), len(self.spread)), np.nan)
        for k, (group, codes) in enumerate(self.codes.items()):
            rows[:, group] = codes[tokens[:, k]]
        return rows
