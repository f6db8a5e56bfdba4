"""A matrix of memberships, and means by matrix products."""

import numpy as np


def davies_bouldin(X, labels):
    member = (labels[None, :] == np.unique(labels)[:, None]).astype(float)
    weights = member / member.sum(axis=1, keepdims=True)
    centroids = weights @ X
    to_centroids = np.linalg.norm(X[None, :, :] - centroids[:, None, :], axis=2)
    spreads = (weights * to_centroids).sum(axis=1)
    between = np.linalg.norm(centroids[:, None, :] - centroids[None, :, :], axis=2)
    between[np.diag_indices(len(between))] = np.inf
    return float(np.mean(np.max(np.add.outer(spreads, spreads) / between, axis=1)))
