import numpy as np
from sklearn.cluster import KMeans


class JointTokenizer:
    """A codebook for each connected component of the graph of strong correlations, learnt on scaled columns."""

    def __init__(self, n_codes=64, threshold=0.7, random_state=None):
        self.n_codes = n_codes
        self.threshold = threshold
        self.random_state = random_state

    def fit(self, X):
        """Find the groups, and learn the codes of each in units of the columns' standard deviations. Returns the tokenizer."""
        spread = X.std(axis=0)
        constant = np.ptp(X, axis=0) == 0
        self.scale = np.where(constant, 1.0, spread)
        scaled = (X - X.mean(axis=0)) / self.scale
        linked = abs(scaled.T @ scaled / len(X)) > self.threshold
        self.groups = components(linked)
        self.codes = []
        for group in self.groups:
            # Fewer different values than codes leave some codes alike, which does no harm.
            model = KMeans(self.n_codes, n_init=1, random_state=self.random_state)
            self.codes.append(model.fit(X[:, group] / self.scale[group]).cluster_centers_)
        return self

    def tokenize(self, X):
        """Return the number of the nearest code, for each row and group."""
        tokens = np.empty((len(X), len(self.groups)), dtype=int)
        for g, (group, codes) in enumerate(zip(self.groups, self.codes)):
            away = (X[:, group] / self.scale[group])[:, None] - codes
            tokens[:, g] = (away**2).sum(axis=2).argmin(axis=1)
        return tokens

    def detokenize(self, tokens):
        """Return the codes in the units of the columns."""
        X = np.empty((len(tokens), len(self.scale)))
        for g, (group, codes) in enumerate(zip(self.groups, self.codes)):
            X[:, group] = codes[tokens[:, g]] * self.scale[group]
        return X


def components(linked):
    """The connected components of a symmetric table of links, each in ascending order, by their first member."""
    left, found = set(range(len(linked))), []
    while left:
        reached, todo = set(), [min(left)]
        while todo:
            i = todo.pop()
            if i not in reached:
                reached.add(i)
                todo.extend(np.flatnonzero(linked[i]).tolist())
        found.append(sorted(reached))
        left -= reached
    return found
