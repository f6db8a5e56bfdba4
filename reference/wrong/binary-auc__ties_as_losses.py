"""Counts a tie as if the positive had lost.

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
    pos, neg = y_score[y_true == 1], y_score[y_true == 0]
    return float(np.mean(pos[:, None] > neg[None, :]))
