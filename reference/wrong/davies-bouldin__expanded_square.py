"""Computes distances as |a|^2 + |b|^2 - 2ab, which loses all digits far from the origin.

fails: points far from the origin
"""


def davies_bouldin_index(X, labels):
    X = np.asarray(X, dtype=float)
    names, member = np.unique(labels, return_inverse=True)
    centroids = np.array([X[member == c].mean(axis=0) for c in range(len(names))])

    def distances(A, B):
        square = (A**2).sum(axis=1)[:, None] + (B**2).sum(axis=1)[None] - 2 * A @ B.T
        return np.sqrt(np.maximum(square, 0))

    away = distances(X, centroids)[np.arange(len(X)), member]
    spread = np.bincount(member, weights=away) / np.bincount(member)
    gap = distances(centroids, centroids)
    np.fill_diagonal(gap, np.inf)
    return float(((spread[:, None] + spread[None]) / gap).max(axis=1).mean())
