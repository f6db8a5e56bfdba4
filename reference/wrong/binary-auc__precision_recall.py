"""Integrates precision over recall, which is another curve.

fails: the area under the curve is right
fails: tied scores count half
fails: a rare class comes out right
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
    hits = np.cumsum(y_true[order] == 1)
    precision = hits / np.arange(1, len(order) + 1)
    recall = hits / hits[-1]
    return float(np.sum(np.diff(recall, prepend=0) * precision))
