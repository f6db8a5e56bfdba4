"""Refuses labels that are not 0 to k - 1.

fails: clusters that are not numbered from nought count
"""
import numpy as np


def davies_bouldin(X, labels):
    names = np.unique(labels)
    if not np.array_equal(names, np.arange(len(names))):
        raise ValueError("labels must be 0 to k - 1")
    centroids = np.array([X[labels == c].mean(axis=0) for c in names])
    spreads = np.array([np.linalg.norm(X[labels == c] - m, axis=1).mean() for c, m in zip(names, centroids, strict=True)])
    distances = np.linalg.norm(centroids[:, None] - centroids[None], axis=2)
    np.fill_diagonal(distances, np.inf)
    return float(((spreads[:, None] + spreads[None]) / distances).max(axis=1).mean())
