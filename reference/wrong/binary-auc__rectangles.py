"""Adds up rectangles from the left instead of trapezoids, which ignores the slope of a tie.

fails: tied scores count half
fails: perfect, reversed and constant scores give 1, 0 and one half
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
    order = np.argsort(-y_score)
    ends = np.append(np.flatnonzero(np.diff(y_score[order])), len(order) - 1)
    tp = np.cumsum(y_true[order] == 1)[ends]
    fp = ends + 1 - tp
    tpr = np.append(0, tp) / tp[-1]
    fpr = np.append(0, fp) / fp[-1]
    return float(np.sum(np.diff(fpr) * tpr[:-1]))
