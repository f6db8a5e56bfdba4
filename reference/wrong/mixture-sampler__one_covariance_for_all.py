"""Fits one covariance that all components share.

fails: a fitted mixture follows the data
"""


class MixtureSampler:
    def __init__(self, weights=None, means=None, covariances=None):
        if weights is not None:
            self.keep(weights, means, covariances)

    def keep(self, weights, means, covariances):
        self.weights = np.array(weights, dtype=float)
        self.means = np.array(means, dtype=float)
        self.covariances = np.array(covariances, dtype=float)

    def fit(self, X, n_components, random_state=None):
        model = GaussianMixture(n_components, covariance_type="tied", random_state=random_state).fit(X)
        self.keep(model.weights_, model.means_, [model.covariances_] * n_components)
        return self

    def sample(self, n, random_state=None):
        rng = np.random.default_rng(random_state)
        return draw(rng, n, self.weights, self.means, self.covariances)

    def conditional_weights(self, template):
        known = ~np.isnan(template)
        logs = []
        for weight, mean, covariance in zip(self.weights, self.means, self.covariances):
            block = covariance[np.ix_(known, known)]
            away = template[known] - mean[known]
            size = np.linalg.slogdet(block)[1]
            logs.append(np.log(weight) - 0.5 * (size + away @ np.linalg.solve(block, away)))
        raised = np.exp(np.array(logs) - max(logs))
        return raised / raised.sum()

    def conditional_sample(self, template, n, random_state=None):
        rng = np.random.default_rng(random_state)
        unknown = np.isnan(template)
        known = ~unknown
        means, covariances = [], []
        for mean, covariance in zip(self.means, self.covariances):
            across = covariance[np.ix_(unknown, known)]
            gain = across @ np.linalg.inv(covariance[np.ix_(known, known)])
            means.append(mean[unknown] + gain @ (template[known] - mean[known]))
            covariances.append(covariance[np.ix_(unknown, unknown)] - gain @ across.T)
        rows = np.tile(template, (n, 1))
        rows[:, unknown] = draw(rng, n, self.conditional_weights(template), means, covariances)
        return rows


def draw(rng, n, weights, means, covariances):
    component = rng.choice(len(weights), size=n, p=weights)
    rows = rng.standard_normal((n, len(means[0])))
    for k in range(len(weights)):
        rows[component == k] = means[k] + rows[component == k] @ np.linalg.cholesky(covariances[k]).T
    return rows
