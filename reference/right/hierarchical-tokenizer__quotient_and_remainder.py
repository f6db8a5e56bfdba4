"""Plain quantile bins of the product, whose numbers are taken apart into quotient and remainder."""


class HierarchicalTokenizer:
    def __init__(self, n_coarse=16, n_fine=16):
        self.n_coarse, self.n_fine = n_coarse, n_fine

    def fit(self, X):
        bins = self.n_coarse * self.n_fine
        self.edges = np.quantile(X, np.linspace(0, 1, bins + 1), axis=0)
        return self

    def tokenize(self, X):
        columns = [np.searchsorted(self.edges[1:-1, j], X[:, j], side="right") for j in range(X.shape[1])]
        return np.divmod(np.column_stack(columns), self.n_fine)

    def detokenize(self, coarse, fine):
        pair, columns = coarse * self.n_fine + fine, np.arange(coarse.shape[1])
        return (self.edges[pair, columns] + self.edges[pair + 1, columns]) / 2
