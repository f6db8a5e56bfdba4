"""Measures distances by the sum of absolute differences, not by the straight line.

fails: three clouds of points
fails: clouds of unequal size and spread, rows in any order
"""


def davies_bouldin_index(X, labels):
    names = np.unique(labels)
    centroids = np.array([X[labels == c].mean(axis=0) for c in names])
    spread = np.array([np.abs(X[labels == c] - m).sum(axis=1).mean() for c, m in zip(names, centroids)])
    gap = np.abs(centroids[:, None] - centroids[None]).sum(axis=-1)
    np.fill_diagonal(gap, np.inf)
    return float(((spread[:, None] + spread[None]) / gap).max(axis=1).mean())
