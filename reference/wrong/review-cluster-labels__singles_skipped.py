"""Leaves out clusters of a single row.

fails: a cluster of a single row counts
"""
import numpy as np


def davies_bouldin(X, labels):
    names, sizes = np.unique(labels, return_counts=True)
    names = names[sizes > 1]
    centroids = np.array([X[labels == c].mean(axis=0) for c in names])
    spreads = np.array([np.linalg.norm(X[labels == c] - m, axis=1).mean() for c, m in zip(names, centroids, strict=True)])
    distances = np.linalg.norm(centroids[:, None] - centroids[None], axis=2)
    np.fill_diagonal(distances, np.inf)
    return float(((spreads[:, None] + spreads[None]) / distances).max(axis=1).mean())
