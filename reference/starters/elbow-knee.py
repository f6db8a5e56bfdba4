# %%
import numpy as np
from sklearn.cluster import KMeans


# %%
def find_knee(ks: list[int], inertias: list[float]) -> int | None:
    """Return the k whose point lies farthest below the line between the curve's ends, or None where none lies below.

    ks rises; inertias holds one value for each k.
    """
    raise NotImplementedError


def elbow(X: np.ndarray, ks: list[int], random_state: int | None = None) -> tuple[int | None, list[float]]:
    """Run k-means on X, shape (n, d), for every k in ks. Return the knee and the inertia for each k."""
    raise NotImplementedError


# %% Test yourself
assert find_knee([1, 2, 3, 4, 5, 6], [100.0, 50.0, 20.0, 15.0, 12.0, 10.0]) == 3
assert find_knee([1, 2, 3, 4], [40.0, 30.0, 20.0, 10.0]) is None

# %% Test yourself: four groups, each as far from every other
rng = np.random.default_rng(0)
X = np.concatenate([20 * corner + rng.standard_normal((30, 4)) for corner in np.eye(4)])
knee, inertias = elbow(X, [1, 2, 3, 4, 5, 6, 7], random_state=0)
assert knee == 4
assert abs(inertias[0] - ((X - X.mean(axis=0)) ** 2).sum()) < 1e-6 * inertias[0]
assert all(a >= b for a, b in zip(inertias, inertias[1:]))
