import numpy as np


def binary_auc(y_true: np.ndarray, y_score: np.ndarray) -> float:
    """Return the area under the ROC curve of ``y_score`` for the labels ``y_true``.

    One point of the curve per distinct score, joined by straight lines, so that tied scores count half. Raises
    ValueError for shapes that differ, labels other than 0 and 1, scores that are not finite, or a single class.
    """
    labels = np.asarray(y_true)
    scores = np.asarray(y_score, dtype=float)
    if labels.ndim != 1 or labels.shape != scores.shape:
        raise ValueError(f"labels of shape {labels.shape} and scores of shape {scores.shape} do not go together")
    if not np.isin(labels, (0, 1)).all():
        raise ValueError("labels other than 0 and 1")
    if not np.isfinite(scores).all():
        raise ValueError("scores that are not finite")
    positives = int(np.sum(labels == 1))
    negatives = labels.size - positives
    if positives == 0 or negatives == 0:
        raise ValueError("the curve needs labels of both classes")

    order = np.argsort(-scores)
    ends = np.append(np.flatnonzero(np.diff(scores[order])), labels.size - 1)
    hits = np.cumsum(labels[order] == 1)[ends]
    tpr = np.concatenate(([0.0], hits / positives))
    fpr = np.concatenate(([0.0], (ends + 1 - hits) / negatives))
    return float(np.sum(np.diff(fpr) * (tpr[1:] + tpr[:-1]) / 2))
