"""Matheron's rule in each component: draw whole rows, then move the unknown part by the error on the known part."""


class MixtureSampler:
    def __init__(self, weights=None, means=None, covariances=None):
        self.parameters = None if weights is None else self.as_list(weights, means, covariances)

    @staticmethod
    def as_list(weights, means, covariances):
        return [(float(w), np.array(m), np.array(c)) for w, m, c in zip(weights, means, covariances)]

    def fit(self, X, n_components, random_state=None):
        model = GaussianMixture(n_components, reg_covar=1e-9, random_state=random_state).fit(X)
        self.parameters = self.as_list(model.weights_, model.means_, model.covariances_)

    def _rows(self, rng, n, weights):
        """Whole rows and the component of each, the components chosen with the given weights."""
        component = np.digitize(rng.uniform(size=n), np.cumsum(weights)[:-1])
        rows = rng.normal(size=(n, len(self.parameters[0][1])))
        for k, (_, mean, covariance) in enumerate(self.parameters):
            values, vectors = np.linalg.eigh(covariance)
            rows[component == k] = rows[component == k] @ (vectors * np.sqrt(values)).T + mean
        return rows, component

    def sample(self, n, random_state=None):
        rng = np.random.RandomState(random_state)
        return self._rows(rng, n, [w for w, _, _ in self.parameters])[0]

    def conditional_weights(self, template):
        known = ~np.isnan(template)
        logs = []
        for w, mean, covariance in self.parameters:
            block = covariance[known][:, known]
            away = template[known] - mean[known]
            values, vectors = np.linalg.eigh(block)
            logs.append(np.log(w) - 0.5 * np.sum(np.log(values) + (vectors.T @ away) ** 2 / values))
        logs = np.array(logs)
        return 1 / np.exp(logs[None, :] - logs[:, None]).clip(max=1e300).sum(axis=1)

    def conditional_sample(self, template, n, random_state=None):
        rng = np.random.RandomState(random_state)
        known, unknown = np.flatnonzero(~np.isnan(template)), np.flatnonzero(np.isnan(template))
        rows, component = self._rows(rng, n, self.conditional_weights(template))
        for k, (_, _, covariance) in enumerate(self.parameters):
            mine = np.flatnonzero(component == k)
            gain = np.linalg.solve(covariance[np.ix_(known, known)], covariance[np.ix_(known, unknown)])
            rows[np.ix_(mine, unknown)] += (template[known] - rows[np.ix_(mine, known)]) @ gain
        rows[:, known] = template[known]
        return rows
