# %%
from collections.abc import Callable
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from sklearn.cluster import KMeans
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score


# %%
def evaluate_k(X: np.ndarray, k: int, random_state: int | None = None) -> tuple[float, float]:
    """Run k-means on X, shape (n, d). Return the Calinski-Harabasz and the Davies-Bouldin index of its labels."""
    raise NotImplementedError


def evaluate_parallel(
    X: np.ndarray,
    ks: list[int],
    n_jobs: int = -1,
    random_state: int | None = None,
    evaluate: Callable[[np.ndarray, int, int | None], Any] = evaluate_k,
) -> dict[int, Any]:
    """Return evaluate(X, k, random_state) for every k, n_jobs of them worked out at a time; -1 means all processors."""
    raise NotImplementedError


# %% Test yourself
rng = np.random.default_rng(0)
X = np.concatenate([centre + rng.standard_normal((50, 2)) for centre in ([0, 0], [12, 0], [0, 12])])
truth = np.repeat([0, 1, 2], 50)
wanted = calinski_harabasz_score(X, truth), davies_bouldin_score(X, truth)
assert np.allclose(evaluate_k(X, 3, random_state=0), wanted)

# %% Test yourself: one worker, two workers, all processors
one = evaluate_parallel(X, [4, 2, 3], n_jobs=1, random_state=0)
assert list(one) == [4, 2, 3] and np.allclose(one[3], wanted)
assert all(np.allclose(evaluate_parallel(X, [4, 2, 3], jobs, 0)[k], one[k]) for jobs in (2, -1) for k in one)
assert evaluate_parallel(X, [5, 1], 2, 7, lambda X, k, seed: (k, seed, len(X))) == {5: (5, 7, 150), 1: (1, 7, 150)}
