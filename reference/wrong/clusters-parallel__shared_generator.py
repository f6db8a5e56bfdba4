"""Draws from one generator in all workers, so that the numbers depend on the order.

fails: the number of workers changes no number
fails: evaluate gets the rows, k and the seed
"""


def evaluate_k(X, k, random_state=None):
    labels = KMeans(k, n_init=10, random_state=random_state).fit_predict(X)
    return calinski_harabasz_score(X, labels), davies_bouldin_score(X, labels)


def evaluate_parallel(X, ks, n_jobs=-1, random_state=None, evaluate=evaluate_k):
    shared = np.random.RandomState(random_state)
    order = list(ks) if n_jobs == 1 else list(ks)[::-1]
    found = Parallel(n_jobs=n_jobs, prefer="threads")(delayed(evaluate)(X, k, shared) for k in order)
    return {k: dict(zip(order, found))[k] for k in ks}
