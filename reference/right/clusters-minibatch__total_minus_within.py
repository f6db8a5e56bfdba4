"""Between as total minus within, both measured from a row of the data; the sample has a share of every chunk."""


def tallies(read, many):
    origin = None
    n = [np.zeros(len(c)) for c in many]
    s = [np.zeros(np.shape(c)) for c in many]
    q = 0.0
    for chunk in read():
        x = np.array(chunk, dtype=float)
        if origin is None:
            origin = x[0].copy()
        x -= origin
        q += np.einsum("ij,ij->", x, x)
        for c, ni, si in zip(many, n, s):
            label = pairwise_distances_argmin(x, c - origin)
            ni += np.bincount(label, minlength=len(c))
            for j in range(x.shape[1]):
                si[:, j] += np.bincount(label, weights=x[:, j], minlength=len(c))
    for ni, si in zip(n, s):
        yield ni[ni > 0], si[ni > 0], q


def index(n, s, q):
    within = q - (s**2 / n[:, None]).sum()
    total = q - (s.sum(axis=0) ** 2).sum() / n.sum()
    return ((total - within) / (len(n) - 1)) / (within / (n.sum() - len(n)))


def score_chunks(read, centroids):
    return index(*next(tallies(read, [np.asarray(centroids, dtype=float)])))


def evaluate_chunks(read, ks, random_state=None):
    rng = np.random.default_rng(random_state)
    total = sum(len(chunk) for chunk in read())
    share = min(1.0, 4000 / total)
    sample = np.concatenate([chunk[rng.random(len(chunk)) < share].astype(float) for chunk in read()])
    many = [KMeans(n_clusters=k, n_init=8, random_state=random_state).fit(sample).cluster_centers_ for k in ks]
    return dict(zip(ks, [index(*one) for one in tallies(read, many)]))
