"""Exact Lloyd steps over the whole data, a fixed number of passes for all k; the spread by a second pass over the means."""


def one_pass(read, many):
    sums = [np.zeros((len(c), len(c[0]))) for c in many]
    counts = [np.zeros(len(c)) for c in many]
    for chunk in read():
        rows = np.asarray(chunk, dtype=np.float64)
        for c, s, n in zip(many, sums, counts):
            distances = ((rows[:, None, :] - c[None]) ** 2).sum(axis=2)
            label = distances.argmin(axis=1)
            hot = np.eye(len(c))[label]
            s += hot.T @ (rows - c[label])
            n += hot.sum(axis=0)
    return [
        np.where(n[:, None] > 0, c + s / np.maximum(n, 1)[:, None], c) for c, s, n in zip(many, sums, counts)
    ], counts


def scores(read, many):
    means, counts = one_pass(read, many)
    within = [0.0] * len(many)
    for chunk in read():
        rows = np.asarray(chunk, dtype=np.float64)
        for i, (c, m) in enumerate(zip(many, means)):
            label = ((rows[:, None, :] - c[None]) ** 2).sum(axis=2).argmin(axis=1)
            within[i] += ((rows - m[label]) ** 2).sum()
    out = []
    for m, n, w in zip(means, counts, within):
        m, n = m[n > 0], n[n > 0]
        away = m - m[0]
        centre = (n[:, None] * away).sum(axis=0) / n.sum()
        between = (n * ((away - centre) ** 2).sum(axis=1)).sum()
        out.append((between / (len(n) - 1)) / (w / (n.sum() - len(n))))
    return out


def score_chunks(read, centroids):
    return float(scores(read, [np.array(centroids, dtype=float)])[0])


def evaluate_chunks(read, ks, random_state=None):
    rng = np.random.RandomState(random_state)
    total = sum(len(chunk) for chunk in read())
    wanted = set(rng.choice(total, min(total, 1500), replace=False).tolist())
    sample, at = [], 0
    for chunk in read():
        sample += [row.astype(float) for i, row in enumerate(chunk, at) if i in wanted]
        at += len(chunk)
    many = [KMeans(k, n_init=5, random_state=random_state).fit(np.array(sample)).cluster_centers_ for k in ks]
    for _ in range(3):
        many, _ = one_pass(read, many)
    return {k: float(s) for k, s in zip(ks, scores(read, many))}
