import numpy as np


def binary_auc(y_true, y_score):
    y = np.asarray(y_true).ravel()
    s = np.asarray(y_score).ravel()
    if len(y) != len(s):
        raise ValueError("y_true and y_score differ in length")
    if not np.all((y == 0) | (y == 1)):
        raise ValueError("only 0 and 1 are labels")
    if np.isnan(s).any() or np.isinf(s).any():
        raise ValueError("scores must be finite")
    _, group, count = np.unique(s, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    mean_rank = last - (count - 1) / 2
    n1 = int((y == 1).sum())
    n0 = len(y) - n1
    if n1 * n0 == 0:
        return float("nan")
    return float((mean_rank[group][y == 1].sum() - n1 * (n1 + 1) / 2) / (n1 * n0))
