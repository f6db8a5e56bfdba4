"""Adds up the worst ratios and forgets to divide by the number of clusters.

fails: two pairs of points give the value worked out by hand
fails: three clouds of points
"""


def davies_bouldin_index(X, labels):
    names = np.unique(labels)
    centroids = np.array([X[labels == c].mean(axis=0) for c in names])
    spread = np.array([np.linalg.norm(X[labels == c] - m, axis=1).mean() for c, m in zip(names, centroids)])
    gap = np.linalg.norm(centroids[:, None] - centroids[None], axis=-1)
    np.fill_diagonal(gap, np.inf)
    return float(((spread[:, None] + spread[None]) / gap).max(axis=1).sum())
