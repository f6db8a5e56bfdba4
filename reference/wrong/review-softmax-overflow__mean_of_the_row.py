"""Subtracts the mean of each row, so that a row whose largest score is far above the others still overflows.

fails: each row is safe whatever the others hold
fails: the loss is exact for rows of every level
"""
import numpy as np


def softmax(logits):
    powers = np.exp(logits - logits.mean(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def cross_entropy(logits, labels):
    shifted = logits - logits.mean(axis=1, keepdims=True)
    log_sum = np.log(np.exp(shifted).sum(axis=1))
    return float(np.mean(log_sum - shifted[np.arange(len(labels)), labels]))
