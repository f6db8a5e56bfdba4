"""Forgets the square root in both the spread and the separation.

fails: two pairs of points give the value worked out by hand
fails: clouds of unequal size and spread, rows in any order
"""


def davies_bouldin_index(X, labels):
    names = np.unique(labels)
    centroids = np.array([X[labels == c].mean(axis=0) for c in names])
    spread = np.array([((X[labels == c] - m) ** 2).sum(axis=1).mean() for c, m in zip(names, centroids)])
    gap = ((centroids[:, None] - centroids[None]) ** 2).sum(axis=-1).astype(float)
    np.fill_diagonal(gap, np.inf)
    return float(((spread[:, None] + spread[None]) / gap).max(axis=1).mean())
