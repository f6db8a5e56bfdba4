"""Loops up to the largest label, and so never sees a negative one.

fails: negative numbers are clusters like any other
"""
import numpy as np


def davies_bouldin(X, labels):
    names = [c for c in range(int(labels.max()) + 1) if np.any(labels == c)]
    if len(names) < 2:
        return 0.0
    centroids = [X[labels == c].mean(axis=0) for c in names]
    spreads = [np.linalg.norm(X[labels == c] - m, axis=1).mean() for c, m in zip(names, centroids, strict=True)]
    worst = [
        max((spreads[i] + spreads[j]) / np.linalg.norm(centroids[i] - centroids[j]) for j in range(len(names)) if j != i)
        for i in range(len(names))
    ]
    return float(np.mean(worst))
