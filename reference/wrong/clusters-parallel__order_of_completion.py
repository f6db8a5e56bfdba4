"""Puts the results down in the order in which they come, beside the ks in theirs.

fails: evaluate gets the rows, k and the seed
"""


def evaluate_k(X, k, random_state=None):
    labels = KMeans(k, n_init=10, random_state=random_state).fit_predict(X)
    return calinski_harabasz_score(X, labels), davies_bouldin_score(X, labels)


def evaluate_parallel(X, ks, n_jobs=-1, random_state=None, evaluate=evaluate_k):
    work = Parallel(n_jobs=n_jobs, prefer="threads", return_as="generator_unordered")
    return dict(zip(ks, work(delayed(evaluate)(X, k, random_state) for k in ks)))
