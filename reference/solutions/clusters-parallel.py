from joblib import Parallel, delayed
from sklearn.cluster import KMeans
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score
from threadpoolctl import threadpool_limits


def evaluate_k(X, k, random_state=None):
    """The two indices of the best of ten starts."""
    labels = KMeans(k, n_init=10, random_state=random_state).fit_predict(X)
    return calinski_harabasz_score(X, labels), davies_bouldin_score(X, labels)


def alone(evaluate, *arguments):
    """Evaluates with one inner thread. OpenMP's limit holds only for the thread that sets it, so each worker sets its own."""
    with threadpool_limits(1, user_api="openmp"):
        return evaluate(*arguments)


def evaluate_parallel(X, ks, n_jobs=-1, random_state=None, evaluate=evaluate_k):
    """Threads, since k-means computes without the interpreter lock and so shares X; one inner thread for each of them."""
    with threadpool_limits(1, user_api="blas"):  # which holds for the whole process, so it is set once
        results = Parallel(n_jobs=n_jobs, prefer="threads")(delayed(alone)(evaluate, X, k, random_state) for k in ks)
    return dict(zip(ks, results, strict=True))
