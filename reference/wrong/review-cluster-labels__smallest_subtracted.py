"""Subtracts the smallest label, which does not help against gaps.

fails: clusters that are not numbered from nought count
fails: numbers with gaps
"""
import numpy as np


def davies_bouldin(X, labels):
    labels = labels - labels.min()
    k = len(np.unique(labels))
    centroids, spreads = {}, {}
    for c in range(k):
        rows = X[labels == c]
        if len(rows):
            centroids[c] = rows.mean(axis=0)
            spreads[c] = np.linalg.norm(rows - centroids[c], axis=1).mean()
    total = 0.0
    for i in centroids:
        ratios = [(spreads[i] + spreads[j]) / np.linalg.norm(centroids[i] - centroids[j]) for j in centroids if j != i]
        total += max(ratios, default=0.0)
    return float(total / k)
