"""Divides by the clusters that were found, and still finds only those numbered from nought.

fails: clusters that are not numbered from nought count
"""
import numpy as np


def davies_bouldin(X, labels):
    names = [c for c in range(len(np.unique(labels))) if np.any(labels == c)]
    centroids = [X[labels == c].mean(axis=0) for c in names]
    spreads = [np.linalg.norm(X[labels == c] - m, axis=1).mean() for c, m in zip(names, centroids, strict=True)]
    if len(names) < 2:
        return float("nan")
    worst = [
        max((spreads[i] + spreads[j]) / np.linalg.norm(centroids[i] - centroids[j]) for j in range(len(names)) if j != i)
        for i in range(len(names))
    ]
    return float(np.mean(worst))
