import numpy as np


def davies_bouldin(X, labels):
    """Over the labels that occur, whatever they are called."""
    names = np.unique(labels)
    parts = [X[labels == name] for name in names]
    centroids = np.array([rows.mean(axis=0) for rows in parts])
    spreads = np.array([np.linalg.norm(rows - rows.mean(axis=0), axis=1).mean() for rows in parts])
    distances = np.linalg.norm(centroids[:, None] - centroids[None], axis=2)
    np.fill_diagonal(distances, np.inf)
    ratios = (spreads[:, None] + spreads[None]) / distances
    return float(ratios.max(axis=1).mean())
