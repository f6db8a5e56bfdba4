"""Counts the clusters and then assumes that their labels are 0 to k-1.

fails: labels need not be 0 to k-1
fails: labels may be words
"""


def davies_bouldin_index(X, labels):
    n_clusters = len(set(labels.tolist()))
    centres = np.zeros((n_clusters, X.shape[1]))
    scatter = np.zeros(n_clusters)
    for c in range(n_clusters):
        inside = X[labels == c]
        if len(inside):
            centres[c] = inside.mean(axis=0)
            scatter[c] = np.sqrt(((inside - centres[c]) ** 2).sum(axis=1)).mean()
    total = 0.0
    for i in range(n_clusters):
        worst = 0.0
        for j in range(n_clusters):
            if i != j:
                gap = np.linalg.norm(centres[i] - centres[j])
                if gap > 0:
                    worst = max(worst, (scatter[i] + scatter[j]) / gap)
        total += worst
    return total / n_clusters
