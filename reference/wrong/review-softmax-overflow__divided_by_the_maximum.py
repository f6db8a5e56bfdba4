"""Divides the scores by the largest one, which changes the probabilities.

fails: scores of ordinary size give what they gave
"""
import numpy as np


def softmax(logits):
    powers = np.exp(logits / np.abs(logits).max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def cross_entropy(logits, labels):
    return float(-np.log(softmax(logits)[np.arange(len(labels)), labels]).mean())
