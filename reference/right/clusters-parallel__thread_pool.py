"""The thread pool of the standard library, the longest tasks first."""

import os
from concurrent.futures import ThreadPoolExecutor


def evaluate_k(X, k, random_state=None):
    labels = KMeans(k, n_init=10, random_state=random_state).fit_predict(X)
    return calinski_harabasz_score(X, labels), davies_bouldin_score(X, labels)


def evaluate_parallel(X, ks, n_jobs=-1, random_state=None, evaluate=evaluate_k):
    workers = os.cpu_count() if n_jobs == -1 else n_jobs
    with ThreadPoolExecutor(max_workers=workers) as pool:
        waiting = {k: pool.submit(evaluate, X, k, random_state) for k in sorted(ks, reverse=True)}
        return {k: waiting[k].result() for k in ks}
