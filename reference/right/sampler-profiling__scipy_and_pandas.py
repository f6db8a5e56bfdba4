"""Triangular solves with SciPy; the groups come from a pandas groupby over the mask."""

import pandas as pd
from scipy.linalg import cho_factor, cho_solve


class MeasurementSampler:
    def fit(self, X):
        self.center = np.mean(X, axis=0)
        self.cov = np.cov(X, rowvar=False)
        return self

    def _normal(self, rng, n, cov):
        return rng.multivariate_normal(np.zeros(len(cov)), cov, size=n, method="cholesky")

    def sample(self, n, random_state=None):
        return self.center + self._normal(np.random.default_rng(random_state), n, self.cov)

    def impute(self, X, random_state=None):
        rng = np.random.default_rng(random_state)
        result = np.array(X)
        if not len(X):
            return result
        mask = np.isnan(X)
        names = pd.Series(["".join("1" if m else "0" for m in row) for row in mask])
        for name, rows in names.groupby(names).groups.items():
            u = np.array([c == "1" for c in name])
            if not u.any():
                continue
            rows = np.asarray(rows)
            cov = self.cov[np.ix_(u, u)]
            centre = np.tile(self.center[u], (len(rows), 1))
            if not u.all():
                solved = cho_solve(cho_factor(self.cov[np.ix_(~u, ~u)]), self.cov[np.ix_(~u, u)])
                centre += (X[rows][:, ~u] - self.center[~u]) @ solved
                cov = cov - self.cov[np.ix_(u, ~u)] @ solved
            result[np.ix_(rows, u)] = centre + self._normal(rng, len(rows), cov)
        return result
