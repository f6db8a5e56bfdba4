# %% Imports
import numpy as np
from sklearn.metrics import roc_curve


# %% Your function
def binary_auc(y_true: np.ndarray, y_score: np.ndarray) -> float:
    """Return the area under the ROC curve of ``y_score`` for the labels ``y_true``, integrated by your own trapezoids.

    Tied scores count half. Raises an error where the shapes or the values make no sense.
    """
    raise NotImplementedError


# %% Test yourself: these fail until the function is written; add your own below
def auc_by_pairs(y_true: np.ndarray, y_score: np.ndarray) -> float:
    wins = [(p > n) + 0.5 * (p == n) for p in y_score[y_true == 1] for n in y_score[y_true == 0]]
    return float(np.mean(wins))


labels = np.array([0, 0, 1, 1])
assert abs(binary_auc(labels, np.array([0.1, 0.4, 0.35, 0.8])) - 0.75) < 1e-12
assert abs(binary_auc(labels, np.array([0.5, 0.5, 0.5, 0.5])) - 0.5) < 1e-12

rng = np.random.default_rng(0)
labels = rng.integers(0, 2, 60)
scores = rng.random(60).round(1)
assert abs(binary_auc(labels, scores) - auc_by_pairs(labels, scores)) < 1e-12
