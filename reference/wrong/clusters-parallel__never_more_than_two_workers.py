"""Takes two workers where more are asked for.

fails: n_jobs calls at a time and no more
"""

import os
from concurrent.futures import ThreadPoolExecutor
from sklearn.cluster import KMeans
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score


def evaluate_k(X, k, random_state=None):
    labels = KMeans(k, n_init=10, random_state=random_state).fit_predict(X)
    return calinski_harabasz_score(X, labels), davies_bouldin_score(X, labels)


def evaluate_parallel(X, ks, n_jobs=-1, random_state=None, evaluate=evaluate_k):
    # two workers are enough, one if asked for
    with ThreadPoolExecutor(1 if n_jobs == 1 else 2) as pool:
        return dict(zip(ks, pool.map(lambda k: evaluate(X, k, random_state), ks)))
