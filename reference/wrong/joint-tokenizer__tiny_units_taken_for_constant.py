"""Takes a column in tiny units for a constant one.

fails: groups of several columns, and of one
fails: columns in different units
"""


class JointTokenizer:
    def __init__(self, n_codes=64, threshold=0.7, random_state=None):
        self.n_codes = n_codes
        self.threshold = threshold
        self.random_state = random_state

    def fit(self, X):
        spread = X.std(axis=0)
        constant = spread < 1e-8
        self.scale = np.where(constant, 1.0, spread)
        scaled = (X - X.mean(axis=0)) / self.scale
        linked = abs(scaled.T @ scaled / len(X)) > self.threshold
        self.groups = components(linked)
        self.codes = []
        for group in self.groups:
            values = X[:, group] / self.scale[group]
            different = np.unique(values, axis=0)
            if len(different) > self.n_codes:
                centre = values.mean(axis=0)
                model = KMeans(self.n_codes, n_init=1, random_state=self.random_state).fit(values - centre)
                different = model.cluster_centers_ + centre
            self.codes.append(different)
        return self

    def tokenize(self, X):
        tokens = np.empty((len(X), len(self.groups)), dtype=int)
        for g, (group, codes) in enumerate(zip(self.groups, self.codes)):
            away = (X[:, group] / self.scale[group])[:, None] - codes
            tokens[:, g] = (away**2).sum(axis=2).argmin(axis=1)
        return tokens

    def detokenize(self, tokens):
        X = np.empty((len(tokens), len(self.scale)))
        for g, (group, codes) in enumerate(zip(self.groups, self.codes)):
            X[:, group] = codes[tokens[:, g]] * self.scale[group]
        return X


def components(linked):
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
