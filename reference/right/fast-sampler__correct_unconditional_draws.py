"""Matheron's rule: draw whole rows, then move the unknown part by the error made on the known part."""


class FastSampler:
    def fit(self, X):
        X = np.asarray(X, dtype=np.float64)
        self.location = X.mean(axis=0)
        values, vectors = np.linalg.eigh(np.atleast_2d(np.cov(X.T)))
        values = np.maximum(values, 0.0)
        self.scale = (vectors * np.sqrt(values)).T
        self.cov = (vectors * values) @ vectors.T
        self.gains = {}
        return self

    def sample(self, n, random_state=None):
        rng = np.random.default_rng(random_state)
        return self.location + rng.normal(size=(n, self.location.size)) @ self.scale

    def conditional_sample(self, template, n, random_state=None):
        template = np.array(template, dtype=float)
        known = np.flatnonzero(~np.isnan(template))
        unknown = np.flatnonzero(np.isnan(template))
        key = known.tobytes()
        if key not in self.gains:
            inner = np.linalg.pinv(self.cov[np.ix_(known, known)], rcond=1e-9, hermitian=True)
            self.gains[key] = inner @ self.cov[np.ix_(known, unknown)]
        rows = self.sample(n, random_state)
        rows[:, unknown] += (template[known] - rows[:, known]) @ self.gains[key]
        rows[:, known] = template[known]
        return rows
