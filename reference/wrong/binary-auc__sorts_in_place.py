"""Sorts the caller's scores and labels in place.

fails: the arrays passed in stay as they were
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
    y_score[:] = y_score[order]
    y_true[:] = y_true[order]
    ends = np.append(np.flatnonzero(np.diff(y_score)), len(order) - 1)
    tp = np.cumsum(y_true == 1)[ends]
    fp = ends + 1 - tp
    tpr = np.append(0, tp) / tp[-1]
    fpr = np.append(0, fp) / fp[-1]
    return float(np.sum(np.diff(fpr) * (tpr[1:] + tpr[:-1]) / 2))
