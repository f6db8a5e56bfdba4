"""Subtracts the largest score of the whole batch, so that low rows become nought divided by nought.

fails: each row is safe whatever the others hold
fails: the loss is exact for rows of every level
"""
import numpy as np


def softmax(logits):
    powers = np.exp(logits - logits.max())
    with np.errstate(all="ignore"):
        return powers / powers.sum(axis=1, keepdims=True)


def cross_entropy(logits, labels):
    shifted = logits - logits.max()
    with np.errstate(all="ignore"):
        log_sum = np.log(np.exp(shifted).sum(axis=1))
        return float(np.mean(log_sum - shifted[np.arange(len(labels)), labels]))
