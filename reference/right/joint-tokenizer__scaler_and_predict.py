"""Scikit-learn for scale, codebook and search, and SciPy for the parts of the graph."""

import warnings

from scipy.sparse.csgraph import connected_components
from sklearn.preprocessing import StandardScaler


class JointTokenizer:
    def __init__(self, n_codes=64, threshold=0.7, random_state=None):
        self.n_codes, self.threshold, self.random_state = n_codes, threshold, random_state

    def fit(self, X):
        self.scaler = StandardScaler().fit(X)
        scaled = self.scaler.transform(X)
        with np.errstate(invalid="ignore", divide="ignore"):
            strong = np.abs(np.nan_to_num(np.corrcoef(np.atleast_2d(X.T)).reshape(X.shape[1], -1))) > self.threshold
        _, part = connected_components(strong, directed=False)
        firsts = [int(np.flatnonzero(part == p)[0]) for p in range(part.max() + 1)]
        self.groups = [np.flatnonzero(part == part[j]).tolist() for j in sorted(firsts)]
        self.models = []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for group in self.groups:
                model = KMeans(self.n_codes, n_init=3, random_state=self.random_state)
                self.models.append(model.fit(scaled[:, group]))
        return self

    def tokenize(self, X):
        scaled = self.scaler.transform(X)
        return np.stack(
            [m.predict(np.ascontiguousarray(scaled[:, g])) for g, m in zip(self.groups, self.models)], axis=1
        )

    def detokenize(self, tokens):
        scaled = np.empty((len(tokens), sum(map(len, self.groups))))
        for k, (group, model) in enumerate(zip(self.groups, self.models)):
            scaled[:, group] = model.cluster_centers_[tokens[:, k]]
        return self.scaler.inverse_transform(scaled)
