import numpy as np


def davies_bouldin_index(X, labels):
    """The index of Davies and Bouldin (1979) with p = 2, q = 1; infinite where two centroids coincide."""
    X = np.asarray(X, dtype=float)
    names, member = np.unique(np.asarray(labels), return_inverse=True)
    k = len(names)
    if k < 2:
        raise ValueError(f"the index needs at least two clusters, and the labels name {k}")
    centroids = np.stack([X[member == c].mean(axis=0) for c in range(k)])
    spread = np.array([np.linalg.norm(X[member == c] - centroids[c], axis=1).mean() for c in range(k)])
    separation = np.linalg.norm(centroids[:, None, :] - centroids[None, :, :], axis=2)
    together = separation == 0
    separation[together] = 1.0
    ratios = np.where(together, np.inf, (spread[:, None] + spread[None, :]) / separation)
    np.fill_diagonal(ratios, 0.0)
    return float(ratios.max(axis=1).mean())
