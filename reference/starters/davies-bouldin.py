# %%
import numpy as np


# %%
def davies_bouldin_index(X: np.ndarray, labels: np.ndarray) -> float:
    """Return the Davies-Bouldin index of a clustering; lower is better.

    X holds one point per row, shape (n, d). labels holds the cluster of each point, shape (n,).
    """
    raise NotImplementedError


# %% Test yourself
points = np.array([[0.0, 0.0], [0.0, 2.0], [10.0, 0.0], [10.0, 2.0]])
assert abs(davies_bouldin_index(points, np.array([0, 0, 1, 1])) - 0.2) < 1e-12
assert abs(davies_bouldin_index(3 * points, np.array([0, 0, 1, 1])) - 0.2) < 1e-12
assert davies_bouldin_index(points, np.array([0, 1, 0, 1])) > 1
