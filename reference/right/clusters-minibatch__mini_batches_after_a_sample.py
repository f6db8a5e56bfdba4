"""Mini-batch k-means that starts at the centroids of a reservoir and then sees every chunk; per-cluster loops for the score."""


def reservoir(read, size, rng):
    kept, seen = [], 0
    for chunk in read():
        for row in chunk:
            seen += 1
            if len(kept) < size:
                kept.append(np.array(row, dtype=float))
            else:
                j = rng.integers(0, seen)
                if j < size:
                    kept[j] = np.array(row, dtype=float)
    return np.array(kept)


def score_many(read, many):
    stats = [[np.zeros(len(c)), np.zeros(c.shape), 0.0] for c in many]
    for chunk in read():
        chunk = chunk.astype(float)
        for c, s in zip(many, stats):
            label = pairwise_distances_argmin(chunk - c[0], c - c[0])
            for j in np.unique(label):
                d = chunk[label == j] - c[j]
                s[0][j] += len(d)
                s[1][j] += d.sum(axis=0)
                s[2] += (d * d).sum()
    out = []
    for c, (n, moved, squares) in zip(many, stats):
        keep = n > 0
        c, n, moved = c[keep], n[keep], moved[keep]
        shift = moved / n[:, None]
        w = squares - (n * (shift**2).sum(axis=1)).sum()
        m = c - c[0] + shift
        b = (n * ((m - np.average(m, axis=0, weights=n)) ** 2).sum(axis=1)).sum()
        out.append(b * (n.sum() - len(n)) / (w * (len(n) - 1)))
    return out


def score_chunks(read, centroids):
    return score_many(read, [np.asarray(centroids, dtype=float)])[0]


def evaluate_chunks(read, ks, random_state=None):
    sample = reservoir(read, 2000, np.random.default_rng(random_state))
    models = []
    for k in ks:
        start = KMeans(k, n_init=5, random_state=random_state).fit(sample).cluster_centers_
        models.append(
            MiniBatchKMeans(k, init=start, n_init=1, reassignment_ratio=0, random_state=random_state).partial_fit(
                sample
            )
        )
    for chunk in read():
        for model in models:
            model.partial_fit(chunk.astype(float))
    return dict(zip(ks, score_many(read, [model.cluster_centers_ for model in models])))
