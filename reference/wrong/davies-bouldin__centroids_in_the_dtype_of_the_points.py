"""Stores the centroids in an array of the points' dtype, which cuts off the fraction of whole numbers.

fails: whole-number coordinates
"""


def davies_bouldin_index(X, labels):
    names = np.unique(labels)
    centroids = np.empty((len(names), X.shape[1]), dtype=X.dtype)
    spread = np.empty(len(names))
    for i, c in enumerate(names):
        inside = X[labels == c]
        centroids[i] = inside.mean(axis=0)
        spread[i] = np.linalg.norm(inside - centroids[i], axis=1).mean()
    gap = np.linalg.norm(centroids[:, None] - centroids[None], axis=-1)
    np.fill_diagonal(gap, np.inf)
    return float(((spread[:, None] + spread[None]) / gap).max(axis=1).mean())
