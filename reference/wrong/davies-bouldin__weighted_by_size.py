"""Averages over points, so that a large cluster counts more than a small one.

fails: clouds of unequal size and spread, rows in any order
"""


def davies_bouldin_index(X, labels):
    names, member = np.unique(labels, return_inverse=True)
    centroids = np.array([X[member == c].mean(axis=0) for c in range(len(names))])
    away = np.linalg.norm(X - centroids[member], axis=1)
    spread = np.array([away[member == c].mean() for c in range(len(names))])
    gap = np.linalg.norm(centroids[:, None] - centroids[None], axis=-1)
    np.fill_diagonal(gap, np.inf)
    worst = ((spread[:, None] + spread[None]) / gap).max(axis=1)
    return float(worst[member].mean())
