"""Densities from scipy.stats, weights through logsumexp, draws component by component and then shuffled."""

import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal


class MixtureSampler:
    def __init__(self, weights=None, means=None, covariances=None):
        self.weights, self.means, self.covariances = weights, means, covariances

    def fit(self, X, n_components, random_state=None):
        gm = GaussianMixture(n_components=n_components, random_state=random_state, n_init=2).fit(X)
        self.weights, self.means, self.covariances = gm.weights_, gm.means_, gm.covariances_
        return self

    @staticmethod
    def _mix(rng, n, weights, means, covariances):
        counts = rng.multinomial(n, weights)
        parts = [rng.multivariate_normal(m, c, size=s) for m, c, s in zip(means, covariances, counts)]
        rows = np.concatenate(parts)
        rng.shuffle(rows)
        return rows

    def sample(self, n, random_state=None):
        return self._mix(np.random.default_rng(random_state), n, self.weights, self.means, self.covariances)

    def conditional_weights(self, template):
        seen = np.flatnonzero(~np.isnan(template))
        logs = np.log(self.weights)
        if seen.size:
            logs = logs + [
                multivariate_normal(m[seen], c[np.ix_(seen, seen)]).logpdf(template[seen])
                for m, c in zip(self.means, self.covariances)
            ]
        return np.exp(logs - logsumexp(logs))

    def conditional_sample(self, template, n, random_state=None):
        rng = np.random.default_rng(random_state)
        gaps = np.isnan(template)
        rows = np.tile(np.asarray(template, dtype=float), (n, 1))
        if not gaps.any():
            return rows
        means, covariances = [], []
        for m, c in zip(self.means, self.covariances):
            gain = c[np.ix_(gaps, ~gaps)] @ np.linalg.inv(c[np.ix_(~gaps, ~gaps)])
            means.append(m[gaps] + gain @ (template[~gaps] - m[~gaps]))
            covariances.append(c[np.ix_(gaps, gaps)] - gain @ c[np.ix_(~gaps, gaps)])
        rows[:, gaps] = self._mix(rng, n, self.conditional_weights(template), means, covariances)
        return rows
