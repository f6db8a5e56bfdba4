"""Takes minus one for noise and leaves its rows out.

fails: negative numbers are clusters like any other
"""
import numpy as np


def davies_bouldin(X, labels):
    if labels.dtype.kind in "iu":
        X, labels = X[labels != -1], labels[labels != -1]
    names = np.unique(labels)
    centroids = np.array([X[labels == c].mean(axis=0) for c in names])
    spreads = np.array([np.linalg.norm(X[labels == c] - m, axis=1).mean() for c, m in zip(names, centroids, strict=True)])
    distances = np.linalg.norm(centroids[:, None] - centroids[None], axis=2)
    np.fill_diagonal(distances, np.inf)
    return float(((spreads[:, None] + spreads[None]) / distances).max(axis=1).mean())
