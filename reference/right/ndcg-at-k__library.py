import numpy as np
from sklearn.metrics import ndcg_score


def ndcg_at_k(grades, scores, k):
    """scikit-learn's score averages over ties; its gains are linear, so they are handed in already raised."""
    gains = np.exp2(np.asarray(grades, dtype=float)) - 1
    if not gains.any():
        return np.nan
    if len(gains) == 1:
        return 1.0
    return ndcg_score(gains[None, :], np.asarray(scores, dtype=float)[None, :], k=k)


def mean_ndcg(queries, k):
    values = np.array([ndcg_at_k(grades, scores, k) for grades, scores in queries], dtype=float)
    return np.mean(values[~np.isnan(values)]) if (~np.isnan(values)).any() else np.nan
