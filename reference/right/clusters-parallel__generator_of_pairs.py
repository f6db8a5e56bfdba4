"""Pairs of k and result from a helper, collected as they come and put in order."""


def evaluate_k(X, k, random_state=None):
    fits = KMeans(n_clusters=k, init="k-means++", n_init=12, random_state=random_state).fit(X)
    return float(calinski_harabasz_score(X, fits.labels_)), float(davies_bouldin_score(X, fits.labels_))


def pair(evaluate, X, k, random_state):
    return k, evaluate(X, k, random_state)


def evaluate_parallel(X, ks, n_jobs=-1, random_state=None, evaluate=evaluate_k):
    work = Parallel(n_jobs=n_jobs, backend="threading", return_as="generator_unordered")
    found = {}
    for k, result in work(delayed(pair)(evaluate, X, k, random_state) for k in ks):
        found[k] = result
    return {k: found[k] for k in ks}
