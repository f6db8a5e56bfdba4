"""Puts a small number into the logarithm, which caps the loss.

fails: a confident row that is wrong has a finite and exact loss
"""
import numpy as np


def softmax(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def cross_entropy(logits, labels):
    return float(-np.log(softmax(logits)[np.arange(len(labels)), labels] + 1e-12).mean())
