"""Rounds the scores to single precision.

fails: only the order of the scores counts
"""

import numpy as np


def binary_auc(y_true, y_score):
    y_true, y_score = np.asarray(y_true), np.asarray(y_score, dtype=np.float32)
    if y_true.shape != y_score.shape or not np.isin(y_true, (0, 1)).all() or not np.isfinite(y_score).all():
        raise ValueError("input")
    p = int((y_true == 1).sum()); n = len(y_true) - p
    if not p or not n:
        raise ValueError("one class")
    order = np.argsort(-y_score, kind="stable")
    s, hit = y_score[order], y_true[order] == 1
    ends = np.append(np.flatnonzero(np.diff(s)), len(s) - 1)
    tpr = np.r_[0, np.cumsum(hit)[ends] / p]
    fpr = np.r_[0, np.cumsum(~hit)[ends] / n]
    return float(((fpr[1:] - fpr[:-1]) * (tpr[1:] + tpr[:-1]) / 2).sum())
