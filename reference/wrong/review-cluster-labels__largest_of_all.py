"""Takes the largest ratio of all pairs in place of the mean over the clusters.

fails: clusters numbered from nought give what they gave
"""
import numpy as np


def davies_bouldin(X, labels):
    names = np.unique(labels)
    centroids = np.array([X[labels == c].mean(axis=0) for c in names])
    spreads = np.array([np.linalg.norm(X[labels == c] - m, axis=1).mean() for c, m in zip(names, centroids, strict=True)])
    distances = np.linalg.norm(centroids[:, None] - centroids[None], axis=2)
    np.fill_diagonal(distances, np.inf)
    return float(((spreads[:, None] + spreads[None]) / distances).max())
