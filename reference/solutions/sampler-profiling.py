import numpy as np


class MeasurementSampler:
    """Draws rows from a Gaussian fitted to measurements, and fills gaps by draws given the other values of the row."""

    def fit(self, X):
        """Learn the mean and the covariance of complete rows, shape (n, d). Returns the sampler."""
        X = np.asarray(X, dtype=float)
        self.mean = X.mean(axis=0)
        self.covariance = np.cov(X, rowvar=False).reshape(X.shape[1], X.shape[1])
        self._factor = np.linalg.cholesky(self.covariance)
        return self

    def sample(self, n, random_state=None):
        """Return n independent rows, shape (n, d)."""
        noise = np.random.default_rng(random_state).standard_normal((n, len(self.mean)))
        return self.mean + noise @ self._factor.T

    def impute(self, X, random_state=None):
        """Return a copy of X, shape (n, d), with each NaN drawn given the known values of its row."""
        rng = np.random.default_rng(random_state)
        filled = np.array(X, dtype=float)
        patterns, member = np.unique(np.isnan(filled), axis=0, return_inverse=True)
        for i, unknown in enumerate(patterns):
            if not unknown.any():
                continue
            known = ~unknown
            rows = np.flatnonzero(member.ravel() == i)
            across = self.covariance[np.ix_(known, unknown)]
            gain = np.linalg.solve(self.covariance[np.ix_(known, known)], across)
            left = np.linalg.cholesky(self.covariance[np.ix_(unknown, unknown)] - across.T @ gain)
            centre = self.mean[unknown] + (filled[np.ix_(rows, known)] - self.mean[known]) @ gain
            noise = rng.standard_normal((len(rows), unknown.sum()))
            filled[np.ix_(rows, unknown)] = centre + noise @ left.T
        return filled
