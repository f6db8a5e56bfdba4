"""Goes over to single precision to save memory, which cuts off the digits that tell distant points apart.

fails: points far from the origin
"""


def davies_bouldin_index(X, labels):
    X = np.asarray(X, dtype=np.float32)
    names, member = np.unique(labels, return_inverse=True)
    centroids = np.array([X[member == c].mean(axis=0) for c in range(len(names))])
    away = np.linalg.norm(X - centroids[member], axis=1)
    spread = np.bincount(member, weights=away) / np.bincount(member)
    gap = np.linalg.norm(centroids[:, None] - centroids[None], axis=-1)
    np.fill_diagonal(gap, np.inf)
    return float(((spread[:, None] + spread[None]) / gap).max(axis=1).mean())
