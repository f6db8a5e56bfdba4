import numpy as np
from sklearn.metrics import pairwise_distances


def davies_bouldin_index(X, labels):
    names = np.unique(labels)
    spread = np.zeros(len(names))
    centroids = np.zeros((len(names), X.shape[1]))
    for i, name in enumerate(names):
        mine = X[labels == name]
        centroids[i] = mine.mean(axis=0)
        spread[i] = np.average(pairwise_distances(mine, [centroids[i]]))
    gaps = pairwise_distances(centroids)
    gaps[gaps == 0] = np.inf
    return np.mean(np.max((spread[:, None] + spread) / gaps, axis=1))
