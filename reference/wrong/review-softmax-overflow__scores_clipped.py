"""Clips the scores to what exp can hold, which changes them.

fails: large scores give probabilities
fails: very negative scores give probabilities
"""
import numpy as np


def softmax(logits):
    powers = np.exp(np.clip(logits, -500, 500))
    return powers / powers.sum(axis=1, keepdims=True)


def cross_entropy(logits, labels):
    return float(-np.log(softmax(logits)[np.arange(len(labels)), labels]).mean())
