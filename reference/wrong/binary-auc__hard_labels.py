"""Cuts the scores at one half first and keeps one point of the curve.

fails: the area under the curve is right
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
    predicted = y_score >= 0.5
    tpr = np.array([0, np.mean(predicted[y_true == 1]), 1])
    fpr = np.array([0, np.mean(predicted[y_true == 0]), 1])
    return float(np.sum(np.diff(fpr) * (tpr[1:] + tpr[:-1]) / 2))
