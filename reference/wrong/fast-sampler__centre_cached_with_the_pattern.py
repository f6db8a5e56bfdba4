"""Stores the conditional mean with the pattern, though it depends on the known values.

fails: several patterns of gaps in turn
"""


class FastSampler:
    def fit(self, X):
        X = np.array(X, dtype=float)
        self.mean = X.mean(axis=0)
        self.cov = np.atleast_2d(np.cov(X, rowvar=False))
        self.root = root_of(self.cov)
        self.plans = {}
        return self

    def sample(self, n, random_state=None):
        rng = np.random.default_rng(random_state)
        z = rng.standard_normal((n, len(self.mean)))
        return self.mean + z @ self.root.T

    def plan(self, unknown, template):
        key = unknown.tobytes()
        if key not in self.plans:
            known = ~unknown
            inner = np.linalg.pinv(self.cov[np.ix_(known, known)], rcond=1e-10, hermitian=True)
            gain = self.cov[np.ix_(unknown, known)] @ inner
            rest = self.cov[np.ix_(unknown, unknown)] - gain @ self.cov[np.ix_(known, unknown)]
            centre = self.mean[unknown] + gain @ (template[known] - self.mean[known])
            self.plans[key] = centre, root_of(rest)
        return self.plans[key]

    def conditional_sample(self, template, n, random_state=None):
        rng = np.random.default_rng(random_state)
        template = np.array(template, dtype=float)
        unknown = np.isnan(template)
        centre, root = self.plan(unknown, template)
        rows = np.tile(template, (n, 1))
        rows[:, unknown] = centre + rng.standard_normal((n, len(centre))) @ root.T
        return rows


def root_of(cov):
    try:
        return np.linalg.cholesky(cov)
    except np.linalg.LinAlgError:
        values, vectors = np.linalg.eigh(cov)
        return vectors * np.sqrt(np.clip(values, 0, None))
