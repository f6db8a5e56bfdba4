"""Each probability as one over the sum of the exponentials of differences, the loss from the row's own maximum."""

import numpy as np


def softmax(logits):
    with np.errstate(over="ignore"):
        differences = logits[:, None, :] - logits[:, :, None]
        return 1 / np.exp(differences).sum(axis=2)


def cross_entropy(logits, labels):
    total = 0.0
    for row, label in zip(logits, labels, strict=True):
        top = row.max()
        total += top - row[label] + np.log(np.sum(np.exp(row - top)))
    return total / len(labels)
