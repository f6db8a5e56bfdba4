"""Looks for the worst partner only among the clusters that come later.

fails: two pairs of points give the value worked out by hand
fails: clouds of unequal size and spread, rows in any order
"""


def davies_bouldin_index(X, labels):
    names = np.unique(labels)
    centroids = [X[labels == c].mean(axis=0) for c in names]
    spread = [np.linalg.norm(X[labels == c] - m, axis=1).mean() for c, m in zip(names, centroids)]
    total = 0.0
    for i in range(len(names)):
        worst = 0.0
        for j in range(i + 1, len(names)):
            worst = max(worst, (spread[i] + spread[j]) / np.linalg.norm(centroids[i] - centroids[j]))
        total += worst
    return total / len(names)
