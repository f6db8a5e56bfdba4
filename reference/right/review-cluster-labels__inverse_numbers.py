"""Labels mapped to consecutive numbers, and the old loop over them."""

import numpy as np


def davies_bouldin(X, labels):
    names, number = np.unique(labels, return_inverse=True)
    k = len(names)
    sizes = np.bincount(number, minlength=k)
    centroids = np.zeros((k, X.shape[1]))
    np.add.at(centroids, number, X)
    centroids /= sizes[:, None]
    spreads = np.bincount(number, np.sqrt(((X - centroids[number]) ** 2).sum(axis=1)), minlength=k) / sizes
    worst = []
    for i in range(k):
        others = np.delete(np.arange(k), i)
        worst.append(np.max((spreads[i] + spreads[others]) / np.linalg.norm(centroids[others] - centroids[i], axis=1)))
    return sum(worst) / k
