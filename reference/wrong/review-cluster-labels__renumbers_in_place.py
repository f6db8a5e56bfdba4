"""Renumbers the labels in the caller's own array.

fails: the inputs stay as they were
"""
import numpy as np


def davies_bouldin(X, labels):
    names, number = np.unique(labels, return_inverse=True)
    if labels.dtype.kind in "iu":
        labels[:] = number
    k = len(names)
    centroids = np.array([X[number == c].mean(axis=0) for c in range(k)])
    spreads = np.array([np.linalg.norm(X[number == c] - centroids[c], axis=1).mean() for c in range(k)])
    distances = np.linalg.norm(centroids[:, None] - centroids[None], axis=2)
    np.fill_diagonal(distances, np.inf)
    return float(((spreads[:, None] + spreads[None]) / distances).max(axis=1).mean())
