"""K-means written out, and columns joined by passing labels along the links."""


def lloyd(rows, k, rng):
    centres = rows[[rng.integers(len(rows))]]
    while len(centres) < k:
        away = ((rows[:, None] - centres) ** 2).sum(axis=2).min(axis=1)
        if away.max() == 0:
            break
        centres = np.concatenate([centres, rows[[rng.choice(len(rows), p=away / away.sum())]]])
    for _ in range(60):
        nearest = ((rows[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
        moved = np.array(
            [rows[nearest == c].mean(axis=0) if (nearest == c).any() else centres[c] for c in range(len(centres))]
        )
        if np.array_equal(moved, centres):
            break
        centres = moved
    return centres


class JointTokenizer:
    def __init__(self, n_codes=64, threshold=0.7, random_state=None):
        self.n_codes, self.threshold, self.random_state = n_codes, threshold, random_state

    def fit(self, X):
        rng = np.random.default_rng(self.random_state)
        d = X.shape[1]
        self.unit = np.array([x.std() if x.max() > x.min() else 1.0 for x in X.T])
        label = list(range(d))
        for _ in range(d):
            for i in range(d):
                for j in range(d):
                    steady = X[:, i].max() == X[:, i].min() or X[:, j].max() == X[:, j].min()
                    if not steady and abs(np.corrcoef(X[:, i], X[:, j])[0, 1]) > self.threshold:
                        label[i] = label[j] = min(label[i], label[j])
        self.groups = [[j for j in range(d) if label[j] == first] for first in sorted(set(label))]
        self.books = [lloyd(X[:, g] / self.unit[g], self.n_codes, rng) for g in self.groups]
        return self

    def tokenize(self, X):
        tokens = []
        for row in X / self.unit:
            tokens.append(
                [int(((row[g] - book) ** 2).sum(axis=1).argmin()) for g, book in zip(self.groups, self.books)]
            )
        return np.array(tokens)

    def detokenize(self, tokens):
        back = np.zeros((len(tokens), len(self.unit)))
        for k, (g, book) in enumerate(zip(self.groups, self.books)):
            back[:, g] = book[np.asarray(tokens)[:, k]] * self.unit[g]
        return back
