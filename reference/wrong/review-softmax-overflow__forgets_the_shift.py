"""Takes the logarithm of the shifted sum and subtracts the score that was not shifted.

fails: a confident row that is wrong has a finite and exact loss
"""
import numpy as np


def softmax(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def cross_entropy(logits, labels):
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(shifted).sum(axis=1))
    return float(np.mean(log_sum - logits[np.arange(len(labels)), labels]))
