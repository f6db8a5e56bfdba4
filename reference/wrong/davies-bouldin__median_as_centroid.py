"""Uses the median of each coordinate as the centre of a cluster instead of the mean.

fails: three clouds of points
fails: clouds of unequal size and spread, rows in any order
"""


def davies_bouldin_index(X, labels):
    names = np.unique(labels)
    centroids = np.array([np.median(X[labels == c], axis=0) for c in names])
    spread = np.array([np.linalg.norm(X[labels == c] - m, axis=1).mean() for c, m in zip(names, centroids)])
    gap = np.linalg.norm(centroids[:, None] - centroids[None], axis=-1)
    np.fill_diagonal(gap, np.inf)
    return float(((spread[:, None] + spread[None]) / gap).max(axis=1).mean())
