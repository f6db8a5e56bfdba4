"""Solves and factors again for a pattern that it has met before.

fails: a known pattern of gaps is quick
"""


class FastSampler:
    def fit(self, X):
        X = np.array(X, dtype=float)
        self.mean = X.mean(axis=0)
        self.cov = np.atleast_2d(np.cov(X, rowvar=False))
        self.root = root_of(self.cov)
        return self

    def sample(self, n, random_state=None):
        rng = np.random.default_rng(random_state)
        z = rng.standard_normal((n, len(self.mean)))
        return self.mean + z @ self.root.T

    def plan(self, unknown):
        known = ~unknown
        inner = self.cov[np.ix_(known, known)] + 1e-7 * np.eye(known.sum())
        gain = np.linalg.solve(inner, self.cov[np.ix_(known, unknown)]).T
        return gain, root_of(self.cov[np.ix_(unknown, unknown)] - gain @ self.cov[np.ix_(known, unknown)])

    def conditional_sample(self, template, n, random_state=None):
        rng = np.random.default_rng(random_state)
        template = np.array(template, dtype=float)
        unknown = np.isnan(template)
        gain, root = self.plan(unknown)
        centre = self.mean[unknown] + gain @ (template[~unknown] - self.mean[~unknown])
        rows = np.tile(template, (n, 1))
        rows[:, unknown] = centre + rng.standard_normal((n, len(centre))) @ root.T
        return rows


def root_of(cov):
    try:
        return np.linalg.cholesky(cov)
    except np.linalg.LinAlgError:
        values, vectors = np.linalg.eigh(cov)
        return vectors * np.sqrt(np.clip(values, 0, None))
