"""Averages the ratio over all pairs instead of taking each cluster's worst partner.

fails: three clouds of points
fails: clouds of unequal size and spread, rows in any order
"""


def davies_bouldin_index(X, labels):
    names = np.unique(labels)
    centroids = [X[labels == c].mean(axis=0) for c in names]
    spread = [np.linalg.norm(X[labels == c] - m, axis=1).mean() for c, m in zip(names, centroids)]
    ratios = []
    for i in range(len(names)):
        for j in range(i + 1, len(names)):
            ratios.append((spread[i] + spread[j]) / np.linalg.norm(centroids[i] - centroids[j]))
    return float(np.mean(ratios))
