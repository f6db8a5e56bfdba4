"""Remembers the matrices by the number of gaps, so that other patterns of that size get the wrong ones.

fails: many patterns of gaps in mixed order
"""


class MeasurementSampler:
    def fit(self, X):
        self.mean = X.mean(axis=0)
        self.covariance = np.cov(X, rowvar=False)
        self.factor = np.linalg.cholesky(self.covariance)
        self.plans = {}
        return self

    def sample(self, n, random_state=None):
        rng = np.random.default_rng(random_state)
        return self.mean + rng.standard_normal((n, len(self.mean))) @ self.factor.T

    def plan(self, unknown):
        key = int(unknown.sum())
        if key not in self.plans:
            known = ~unknown
            across = self.covariance[np.ix_(unknown, known)]
            gain = across @ np.linalg.inv(self.covariance[np.ix_(known, known)])
            left = self.covariance[np.ix_(unknown, unknown)] - gain @ across.T
            self.plans[key] = gain, np.linalg.cholesky(left)
        return self.plans[key]

    def impute(self, X, random_state=None):
        rng = np.random.default_rng(random_state)
        filled = X.copy()
        mask = np.isnan(X)
        for unknown in np.unique(mask, axis=0):
            rows = np.flatnonzero((mask == unknown).all(axis=1))
            gain, factor = self.plan(unknown)
            centre = self.mean[unknown] + (X[rows][:, ~unknown] - self.mean[~unknown]) @ gain.T
            noise = rng.standard_normal((len(rows), unknown.sum()))
            filled[np.ix_(rows, unknown)] = centre + noise @ factor.T
        return filled
