"""Uses all processors, and more, whatever n_jobs is.

fails: n_jobs calls at a time and no more
"""


def evaluate_k(X, k, random_state=None):
    labels = KMeans(k, n_init=10, random_state=random_state).fit_predict(X)
    return calinski_harabasz_score(X, labels), davies_bouldin_score(X, labels)


def evaluate_parallel(X, ks, n_jobs=-1, random_state=None, evaluate=evaluate_k):
    results = Parallel(n_jobs=len(ks), prefer="threads")(delayed(evaluate)(X, k, random_state) for k in ks)
    return dict(zip(ks, results))
