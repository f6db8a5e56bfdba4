# %%
import numpy as np


# %% A colleague's code: what is wrong with it?
def davies_bouldin(X: np.ndarray, labels: np.ndarray) -> float:
    """The Davies-Bouldin index of the clusters: lower is better."""
    k = len(set(labels.tolist()))
    centroids, spreads = {}, {}
    for c in range(k):
        rows = X[labels == c]
        if len(rows) == 0:
            continue
        centroids[c] = rows.mean(axis=0)
        spreads[c] = np.linalg.norm(rows - centroids[c], axis=1).mean()
    total = 0.0
    for i in centroids:
        ratios = [(spreads[i] + spreads[j]) / np.linalg.norm(centroids[i] - centroids[j]) for j in centroids if j != i]
        total += max(ratios, default=0.0)
    return float(total / k)


# %% Test yourself
X = np.array([[0.0, 0.0], [0.0, 2.0], [10.0, 0.0], [10.0, 2.0]])
assert np.isclose(davies_bouldin(X, np.array([0, 0, 1, 1])), 0.2)
assert np.isclose(davies_bouldin(X, np.array([5, 5, 9, 9])), 0.2)
assert np.isclose(davies_bouldin(X, np.array([1, 1, 2, 2])), 0.2)
