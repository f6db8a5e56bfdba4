"""The mean of a bin's values stands for it, and the middle where there are none."""


class HierarchicalTokenizer:
    def __init__(self, n_coarse=16, n_fine=16):
        self.n_coarse, self.n_fine = n_coarse, n_fine

    def fit(self, X):
        n, d = X.shape
        self.coarse_edges = [np.quantile(X[:, j], np.linspace(0, 1, self.n_coarse + 1)) for j in range(d)]
        self.fine_edges, self.values = [], []
        for j in range(d):
            c = np.digitize(X[:, j], self.coarse_edges[j][1:-1])
            fine, values = [], []
            for k in range(self.n_coarse):
                own = X[c == k, j]
                if not len(own):
                    own = self.coarse_edges[j][[k, k + 1]]
                edges = np.quantile(own, np.linspace(0, 1, self.n_fine + 1))
                f = np.digitize(own, edges[1:-1])
                fine.append(edges)
                for m in range(self.n_fine):
                    inside = own[f == m]
                    values.append(inside.mean() if len(inside) else (edges[m] + edges[m + 1]) / 2)
            self.fine_edges.append(np.array(fine))
            kept = np.clip(np.array(values), X[:, j].min(), X[:, j].max())
            self.values.append(np.maximum.accumulate(kept).reshape(self.n_coarse, self.n_fine))
        return self

    def tokenize(self, X):
        pairs = []
        for j in range(X.shape[1]):
            c = np.digitize(X[:, j], self.coarse_edges[j][1:-1])
            f = [np.digitize(v, self.fine_edges[j][k][1:-1]) for v, k in zip(X[:, j], c)]
            pairs.append((c, np.array(f)))
        return np.stack([c for c, _ in pairs], axis=1), np.stack([f for _, f in pairs], axis=1)

    def detokenize(self, coarse, fine):
        return np.stack([self.values[j][coarse[:, j], fine[:, j]] for j in range(coarse.shape[1])], axis=1)
