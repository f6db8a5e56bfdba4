"""Draws half of the noise and mirrors it for the other half of the rows.

fails: sampled rows follow the fitted distribution
fails: filled values follow their conditional distribution
"""


class MeasurementSampler:
    def fit(self, X):
        self.mean = X.mean(axis=0)
        centred = X - self.mean
        self.covariance = centred.T @ centred / (len(X) - 1)
        self.factor = np.linalg.cholesky(self.covariance)
        self.plans = {}
        return self

    def sample(self, n, random_state=None):
        rng = np.random.default_rng(random_state)
        return mirrored(rng, n, self.mean.size) @ self.factor.T + self.mean

    def plan(self, key, d):
        if key not in self.plans:
            gaps = np.frombuffer(key, dtype=bool)
            u, k = np.flatnonzero(gaps), np.flatnonzero(~gaps)
            gain = self.covariance[np.ix_(u, k)] @ np.linalg.inv(self.covariance[np.ix_(k, k)])
            left = self.covariance[np.ix_(u, u)] - gain @ self.covariance[np.ix_(k, u)]
            self.plans[key] = u, k, gain, np.linalg.cholesky(left)
        return self.plans[key]

    def impute(self, X, random_state=None):
        rng = np.random.default_rng(random_state)
        out = X.copy()
        mask = np.isnan(X)
        groups = {}
        for i in np.flatnonzero(mask.any(axis=1)):
            groups.setdefault(mask[i].tobytes(), []).append(i)
        for key, rows in groups.items():
            u, k, gain, factor = self.plan(key, X.shape[1])
            noise = mirrored(rng, len(rows), len(u))
            block = self.mean[u] + (X[rows][:, k] - self.mean[k]) @ gain.T + noise @ factor.T
            out[np.ix_(rows, u)] = block
        return out


def mirrored(rng, n, d):
    half = rng.standard_normal(((n + 1) // 2, d))
    return np.concatenate([half, -half])[:n]
