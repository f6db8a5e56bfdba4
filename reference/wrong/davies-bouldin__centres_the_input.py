"""Centres X in place before it starts, and so changes the caller's array.

fails: the inputs stay as they were
"""


def davies_bouldin_index(X, labels):
    if X.dtype.kind != "f":
        X = X.astype(float)
    X -= X.mean(axis=0)
    names = np.unique(labels)
    centroids = np.array([X[labels == c].mean(axis=0) for c in names])
    spread = np.array([np.linalg.norm(X[labels == c] - m, axis=1).mean() for c, m in zip(names, centroids)])
    gap = np.linalg.norm(centroids[:, None] - centroids[None], axis=-1)
    np.fill_diagonal(gap, np.inf)
    return float(((spread[:, None] + spread[None]) / gap).max(axis=1).mean())
