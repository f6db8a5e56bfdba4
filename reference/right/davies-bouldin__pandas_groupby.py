"""Group means with pandas, distances between centroids with SciPy."""

import pandas as pd
from scipy.spatial.distance import pdist, squareform


def davies_bouldin_index(X, labels):
    frame = pd.DataFrame(np.asarray(X, dtype=float))
    labels = pd.Series(labels)
    groups = frame.groupby(labels.values)
    centres = groups.mean()
    away = np.sqrt(((frame - groups.transform("mean")) ** 2).sum(axis=1))
    spread = away.groupby(labels.values).mean().to_numpy()
    distance = squareform(pdist(centres.to_numpy()))
    ratio = np.divide(spread[:, None] + spread, distance, out=np.zeros_like(distance), where=distance > 0)
    return ratio.max(axis=0).mean()
