"""Adds the losses up in place of averaging them.

fails: the loss of ordinary scores is the mean over the rows
"""
import numpy as np


def softmax(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def cross_entropy(logits, labels):
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(shifted).sum(axis=1))
    return float(np.sum(log_sum - shifted[np.arange(len(labels)), labels]))
