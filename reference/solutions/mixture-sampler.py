import numpy as np
from sklearn.mixture import GaussianMixture


class MixtureSampler:
    """A Gaussian mixture to draw from, with and without known coordinates. Its conditional is a mixture again."""

    def __init__(self, weights=None, means=None, covariances=None):
        """Take the parameters, shapes (k,), (k, d) and (k, d, d), or none of them and wait for fit."""
        if weights is not None:
            self._keep(weights, means, covariances)

    def fit(self, X, n_components, random_state=None):
        """Learn the parameters from the rows of X by expectation maximisation. Returns the sampler."""
        model = GaussianMixture(n_components, covariance_type="full", random_state=random_state).fit(X)
        self._keep(model.weights_, model.means_, model.covariances_)
        return self

    def sample(self, n, random_state=None):
        """Draw n rows, shape (n, d), in random order."""
        rng = np.random.default_rng(random_state)
        return draw(rng, n, self._weights, self._means, self._roots)

    def conditional_weights(self, template):
        """Return the probability of each component given the known coordinates, shape (k,)."""
        template = np.asarray(template, dtype=float)
        known = ~np.isnan(template)
        with np.errstate(divide="ignore"):
            logs = np.log(self._weights)
        for k, (mean, covariance) in enumerate(zip(self._means, self._covariances, strict=True)):
            root = np.linalg.cholesky(covariance[np.ix_(known, known)])
            whitened = np.linalg.solve(root, template[known] - mean[known])
            logs[k] -= np.log(np.diag(root)).sum() + 0.5 * whitened @ whitened
        raised = np.exp(logs - logs.max())
        return raised / raised.sum()

    def conditional_sample(self, template, n, random_state=None):
        """Draw n copies of the template, shape (n, d), with its NaN filled given the other coordinates."""
        template = np.asarray(template, dtype=float)
        unknown = np.isnan(template)
        known = ~unknown
        means, roots = [], []
        for mean, covariance in zip(self._means, self._covariances, strict=True):
            across = covariance[np.ix_(known, unknown)]
            gain = np.linalg.solve(covariance[np.ix_(known, known)], across).T
            left = covariance[np.ix_(unknown, unknown)] - gain @ across
            means.append(mean[unknown] + gain @ (template[known] - mean[known]))
            roots.append(np.linalg.cholesky((left + left.T) / 2))
        rng = np.random.default_rng(random_state)
        rows = np.tile(template, (n, 1))
        rows[:, unknown] = draw(rng, n, self.conditional_weights(template), np.array(means), roots)
        return rows

    def _keep(self, weights, means, covariances):
        self._weights = np.array(weights, dtype=float)
        self._means = np.array(means, dtype=float)
        self._covariances = np.array(covariances, dtype=float)
        self._roots = np.linalg.cholesky(self._covariances)


def draw(rng, n, weights, means, roots):
    """Choose a component for each row, then move standard normals to it."""
    component = rng.choice(len(weights), size=n, p=weights)
    rows = rng.standard_normal((n, means.shape[1]))
    for k, (mean, root) in enumerate(zip(means, roots, strict=True)):
        mine = component == k
        rows[mine] = mean + rows[mine] @ root.T
    return rows
