"""Takes the root of the mean squared distance as the spread, not the mean distance.

fails: three clouds of points
fails: clouds of unequal size and spread, rows in any order
"""


def davies_bouldin_index(X, labels):
    names = np.unique(labels)
    centroids = np.array([X[labels == c].mean(axis=0) for c in names])
    spread = np.array(
        [np.sqrt(((X[labels == c] - centroids[i]) ** 2).sum(axis=1).mean()) for i, c in enumerate(names)]
    )
    gap = np.linalg.norm(centroids[:, None] - centroids[None], axis=-1)
    np.fill_diagonal(gap, np.inf)
    return float(((spread[:, None] + spread[None]) / gap).max(axis=1).mean())
