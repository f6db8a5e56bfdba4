"""Skips clusters of one point, as if they were noise.

fails: a cluster of one point has no spread
"""


def davies_bouldin_index(X, labels):
    names, counts = np.unique(labels, return_counts=True)
    names = names[counts > 1]
    centroids = np.array([X[labels == c].mean(axis=0) for c in names])
    spread = np.array([np.linalg.norm(X[labels == c] - m, axis=1).mean() for c, m in zip(names, centroids)])
    gap = np.linalg.norm(centroids[:, None] - centroids[None], axis=-1)
    np.fill_diagonal(gap, np.inf)
    return float(((spread[:, None] + spread[None]) / gap).max(axis=1).mean())
