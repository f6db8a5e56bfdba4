"""All components at once: batched Cholesky, solve and einsum, and an inverse transform for the component."""


class MixtureSampler:
    def __init__(self, weights=None, means=None, covariances=None):
        if means is not None:
            self._set(weights, means, covariances)

    def _set(self, w, m, c):
        self.w = np.array(w, float)
        self.m = np.array(m, float)
        self.c = np.array(c, float)

    def fit(self, X, n_components, random_state=None):
        g = GaussianMixture(n_components, random_state=random_state)
        g.fit(X)
        self._set(g.weights_, g.means_, g.covariances_)
        return self

    def _given(self, template):
        u = np.isnan(template)
        k = ~u
        away = template[k] - self.m[:, k]
        if not k.any():
            return u, self.w, self.m, self.c
        solved = np.linalg.solve(
            self.c[:, k][:, :, k], np.concatenate([self.c[:, k][:, :, u], away[:, :, None]], axis=2)
        )
        gains, weighted = solved[:, :, :-1], solved[:, :, -1]
        logs = np.log(self.w) - 0.5 * (np.linalg.slogdet(self.c[:, k][:, :, k])[1] + (away * weighted).sum(axis=1))
        p = np.exp(logs - np.logaddexp.reduce(logs))
        means = self.m[:, u] + np.einsum("kij,ki->kj", gains, away)
        left = self.c[:, u][:, :, u] - np.einsum("kij,kil->kjl", gains, self.c[:, k][:, :, u])
        return u, p, means, left

    @staticmethod
    def _rows(rng, n, p, means, covariances):
        which = np.minimum(np.searchsorted(np.cumsum(p), rng.random(n), side="right"), len(p) - 1)
        roots = np.linalg.cholesky(covariances)
        z = rng.standard_normal((n, means.shape[1]))
        return means[which] + np.einsum("nij,nj->ni", roots[which], z)

    def sample(self, n, random_state=None):
        return self._rows(np.random.default_rng(random_state), n, self.w, self.m, self.c)

    def conditional_weights(self, template):
        return self._given(np.asarray(template, float))[1]

    def conditional_sample(self, template, n, random_state=None):
        template = np.asarray(template, float)
        u, p, means, covariances = self._given(template)
        out = np.empty((n, len(template)))
        out[:] = template
        if u.any():
            out[:, u] = self._rows(np.random.default_rng(random_state), n, p, means, covariances)
        return out
