"""A one-hot membership matrix turns every group mean into a matrix product."""

from scipy.spatial.distance import cdist


def davies_bouldin_index(X, labels):
    X = np.asarray(X, dtype=np.float64)
    member = (np.asarray(labels)[:, None] == np.unique(labels)[None, :]).astype(float)
    share = member / member.sum(axis=0)
    centroids = share.T @ X
    S = (share * cdist(X, centroids)).sum(axis=0)
    M = cdist(centroids, centroids) + np.diag(np.full(len(S), np.inf))
    return float(np.mean(np.max(np.add.outer(S, S) / M, axis=1)))
