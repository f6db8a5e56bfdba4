"""Steps through tied scores one row at a time, so the area depends on the order of the rows.

fails: tied scores count half
fails: the order of the rows makes no difference
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
    labels = y_true[np.argsort(-y_score, kind="stable")]
    tpr = np.append(0, np.cumsum(labels == 1)) / np.sum(labels == 1)
    fpr = np.append(0, np.cumsum(labels == 0)) / np.sum(labels == 0)
    return float(np.sum(np.diff(fpr) * (tpr[1:] + tpr[:-1]) / 2))
