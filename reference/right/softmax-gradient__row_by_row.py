"""A loop over the examples."""

import math

import numpy as np


def softmax_cross_entropy(logits, targets):
    total, gradient = 0.0, np.zeros(logits.shape)
    for i, (row, t) in enumerate(zip(logits, targets)):
        top = max(row)
        e = [math.exp(float(z) - float(top)) for z in row]
        s = sum(e)
        total += math.log(s) + float(top) - float(row[t])
        for j, value in enumerate(e):
            gradient[i, j] = (value / s - (j == t)) / len(logits)
    return total / len(logits), gradient
