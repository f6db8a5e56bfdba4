"""Sends the function by the pickle of the standard library, which takes no lambda.

fails: defaults and a lambda
"""

import pickle


def evaluate_k(X, k, random_state=None):
    labels = KMeans(k, n_init=10, random_state=random_state).fit_predict(X)
    return calinski_harabasz_score(X, labels), davies_bouldin_score(X, labels)


def evaluate_parallel(X, ks, n_jobs=-1, random_state=None, evaluate=evaluate_k):
    for call in (evaluate,):
        pickle.dumps(call)
    results = Parallel(n_jobs=n_jobs, prefer="threads")(delayed(evaluate)(X, k, random_state) for k in ks)
    return dict(zip(ks, results))
