import numpy as np


class FastSampler:
    """A Gaussian with full covariance: fitted once, then cheap to draw from, with and without known coordinates."""

    def fit(self, X):
        """Learn the mean and the covariance of the rows of X, shape (n, d). Returns the sampler."""
        X = np.asarray(X, dtype=float)
        self._mean = X.mean(axis=0)
        self._covariance = np.atleast_2d(np.cov(X, rowvar=False))
        self._root = square_root(self._covariance)
        self._plans = {}
        return self

    def sample(self, n, random_state=None):
        """Draw n rows, shape (n, d)."""
        noise = np.random.default_rng(random_state).standard_normal((n, len(self._mean)))
        return self._mean + noise @ self._root.T

    def conditional_sample(self, template, n, random_state=None):
        """Draw n copies of the template, shape (n, d), with its NaN filled from the conditional distribution."""
        template = np.asarray(template, dtype=float)
        unknown = np.isnan(template)
        known = ~unknown
        gain, root = self._plan(unknown)
        centre = self._mean[unknown] + gain @ (template[known] - self._mean[known])
        noise = np.random.default_rng(random_state).standard_normal((n, len(centre)))
        rows = np.tile(template, (n, 1))
        rows[:, unknown] = centre + noise @ root.T
        return rows

    def _plan(self, unknown):
        """The gain and the root of the conditional covariance: all that depends on the pattern alone."""
        key = unknown.tobytes()
        if key not in self._plans:
            known = ~unknown
            across = self._covariance[np.ix_(unknown, known)]
            inner = self._covariance[np.ix_(known, known)]
            gain = across @ np.linalg.pinv(inner, rcond=1e-10, hermitian=True)
            left = self._covariance[np.ix_(unknown, unknown)] - gain @ across.T
            self._plans[key] = gain, square_root(left)
        return self._plans[key]


def square_root(covariance):
    """A matrix R with R @ R.T equal to the covariance, for singular ones too."""
    try:
        return np.linalg.cholesky(covariance)
    except np.linalg.LinAlgError:
        values, vectors = np.linalg.eigh(covariance)
        return vectors * np.sqrt(np.clip(values, 0, None))
