"""Returns the silhouette in place of the Davies-Bouldin index.

fails: the indices of five points in three groups
"""

from sklearn.metrics import silhouette_score


def evaluate_k(X, k, random_state=None):
    labels = KMeans(k, n_init=10, random_state=random_state).fit_predict(X)
    return calinski_harabasz_score(X, labels), silhouette_score(X, labels)


def evaluate_parallel(X, ks, n_jobs=-1, random_state=None, evaluate=evaluate_k):
    results = Parallel(n_jobs=n_jobs, prefer="threads")(delayed(evaluate)(X, k, random_state) for k in ks)
    return dict(zip(ks, results))
