import numpy as np


def binary_auc(y_true, y_score):
    if len(y_true) != len(y_score):
        raise ValueError("different lengths")
    for label in y_true:
        if label not in (0, 1):
            raise ValueError(f"label {label}")
    if not np.isfinite(y_score).all():
        raise ValueError("not finite")
    total_pos = sum(1 for label in y_true if label == 1)
    total_neg = len(y_true) - total_pos
    if total_pos == 0 or total_neg == 0:
        return np.nan
    area = tp = fp = prev_tp = prev_fp = 0
    previous = None
    for score, label in sorted(zip(y_score, y_true), reverse=True):
        if previous is not None and score != previous:
            area += (fp - prev_fp) * (tp + prev_tp) / 2
            prev_tp, prev_fp = tp, fp
        tp += label == 1
        fp += label == 0
        previous = score
    area += (fp - prev_fp) * (tp + prev_tp) / 2
    return area / (total_pos * total_neg)
