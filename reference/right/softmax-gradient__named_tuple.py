"""The pair as a named tuple."""

from typing import NamedTuple

import numpy as np


class LossAndGradient(NamedTuple):
    loss: float
    gradient: np.ndarray


def softmax_cross_entropy(logits, targets):
    z = logits - np.max(logits, axis=1, keepdims=True)
    sums = np.exp(z).sum(axis=1)
    chosen = np.take_along_axis(z, targets[:, None], axis=1)[:, 0]
    gradient = np.exp(z) / sums[:, None]
    gradient[np.arange(len(z)), targets] -= 1
    return LossAndGradient(loss=np.mean(np.log(sums) - chosen), gradient=gradient / len(z))
