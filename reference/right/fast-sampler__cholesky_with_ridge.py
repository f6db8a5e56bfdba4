"""Cholesky factors of a covariance with a small ridge, kept in a dictionary of patterns."""


class FastSampler:
    RIDGE = 1e-6

    def fit(self, X):
        self.mu = np.mean(X, axis=0)
        d = len(self.mu)
        self.sigma = np.cov(X, rowvar=False).reshape(d, d) + self.RIDGE * np.eye(d)
        self.chol_t = np.linalg.cholesky(self.sigma).T.copy()
        self.patterns = {}
        return self

    def sample(self, n, random_state=None):
        rng = np.random.default_rng(random_state)
        return rng.standard_normal((n, self.mu.size)) @ self.chol_t + self.mu

    def conditional_sample(self, template, n, random_state=None):
        missing = np.isnan(template)
        pattern = tuple(missing)
        if pattern not in self.patterns:
            u, k = np.flatnonzero(missing), np.flatnonzero(~missing)
            weights = np.linalg.solve(self.sigma[np.ix_(k, k)], self.sigma[np.ix_(k, u)])
            rest = self.sigma[np.ix_(u, u)] - self.sigma[np.ix_(u, k)] @ weights
            rest = (rest + rest.T) / 2
            self.patterns[pattern] = (u, k, weights, np.linalg.cholesky(rest).T)
        u, k, weights, chol_t = self.patterns[pattern]
        out = np.empty((n, self.mu.size))
        out[:, k] = template[k]
        rng = np.random.default_rng(random_state)
        out[:, u] = self.mu[u] + (template[k] - self.mu[k]) @ weights + rng.standard_normal((n, u.size)) @ chol_t
        return out
