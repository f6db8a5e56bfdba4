"""Calls the library's roc_auc_score, which the task rules out.

fails: rules
"""
import numpy as np
from sklearn.metrics import roc_auc_score


def binary_auc(y_true, y_score):
    if y_true.shape != y_score.shape:
        raise ValueError("shapes differ")
    if not np.isin(y_true, (0, 1)).all():
        raise ValueError("labels must be 0 or 1")
    if not np.isfinite(y_score).all():
        raise ValueError("scores must be finite")
    if len(np.unique(y_true)) < 2:
        raise ValueError("one class only")
    return float(roc_auc_score(y_true, y_score))
