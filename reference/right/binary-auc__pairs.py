import numpy as np


def binary_auc(y_true: np.ndarray, y_score: np.ndarray) -> float:
    if y_true.shape != y_score.shape:
        raise ValueError("shapes")
    if not set(y_true.tolist()) <= {0, 1}:
        raise ValueError("labels")
    if not np.all(np.isfinite(y_score)):
        raise ValueError("scores")
    pos, neg = y_score[y_true == 1], y_score[y_true == 0]
    if len(pos) == 0 or len(neg) == 0:
        raise ValueError("one class only")
    return np.mean((pos[:, None] > neg[None, :]) + 0.5 * (pos[:, None] == neg[None, :]))
