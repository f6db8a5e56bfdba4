import numpy as np
from sklearn.metrics import roc_curve


def binary_auc(y_true: np.ndarray, y_score: np.ndarray) -> float:
    y_true, y_score = np.asarray(y_true), np.asarray(y_score)
    assert y_true.shape == y_score.shape, "shapes differ"
    if set(np.unique(y_true)) - {0, 1}:
        raise ValueError("labels must be 0 or 1")
    fpr, tpr, _ = roc_curve(y_true, y_score)
    return float(((fpr[1:] - fpr[:-1]) * (tpr[1:] + tpr[:-1])).sum() / 2)
