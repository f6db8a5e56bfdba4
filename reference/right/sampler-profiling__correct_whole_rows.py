"""Draws whole rows at once and moves each by its error on the known values, one gain matrix for each pattern."""


class MeasurementSampler:
    def fit(self, X):
        self.mu = X.mean(axis=0)
        self.sigma = np.cov(X.T)
        values, vectors = np.linalg.eigh(self.sigma)
        self.root = (vectors * np.sqrt(values)).T
        return self

    def sample(self, n, random_state=None):
        rng = np.random.RandomState(random_state)
        return self.mu + rng.normal(size=(n, len(self.mu))) @ self.root

    def impute(self, X, random_state=None):
        draws = self.sample(len(X), random_state)
        mask = np.isnan(X)
        error = np.where(mask, 0.0, X - draws)
        code = mask @ (1 << np.arange(X.shape[1]))
        for c in np.unique(code):
            rows = code == c
            gap = mask[rows][0]
            precision = np.linalg.inv(self.sigma[~gap][:, ~gap])
            gain = precision @ self.sigma[~gap][:, gap]
            block = draws[rows]
            block[:, gap] += error[rows][:, ~gap] @ gain
            draws[rows] = block
        return np.where(mask, draws, X)
