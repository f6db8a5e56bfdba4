"""Uses a fixed grid of a hundred thresholds instead of the scores themselves.

fails: only the order of the scores counts
"""
import numpy as np


def binary_auc(y_true, y_score):
    if y_true.shape != y_score.shape:
        raise ValueError("shapes differ")
    if not np.isin(y_true, (0, 1)).all():
        raise ValueError("labels must be 0 or 1")
    if not np.isfinite(y_score).all():
        raise ValueError("scores must be finite")
    if len(np.unique(y_true)) < 2:
        raise ValueError("one class only")
    thresholds = np.linspace(1.01, -0.01, 103)
    tpr = np.array([np.mean(y_score[y_true == 1] >= t) for t in thresholds])
    fpr = np.array([np.mean(y_score[y_true == 0] >= t) for t in thresholds])
    return float(np.sum(np.diff(fpr) * (tpr[1:] + tpr[:-1]) / 2))
