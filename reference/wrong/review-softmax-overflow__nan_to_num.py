"""Turns nan into nought and infinity into a large number.

fails: large scores give probabilities
"""
import numpy as np


def softmax(logits):
    with np.errstate(all="ignore"):
        powers = np.exp(logits)
        return np.nan_to_num(powers / powers.sum(axis=1, keepdims=True))


def cross_entropy(logits, labels):
    with np.errstate(all="ignore"):
        return float(np.nan_to_num(-np.log(softmax(logits)[np.arange(len(labels)), labels])).mean())
