"""Plain Python, row by row, with math.fsum."""

import math

import numpy as np


def _shifted(row):
    top = max(row)
    return [score - top for score in row]


def softmax(logits):
    rows = []
    for row in logits.tolist():
        powers = [math.exp(score) for score in _shifted(row)]
        total = math.fsum(powers)
        rows.append([power / total for power in powers])
    return np.array(rows)


def cross_entropy(logits, labels):
    losses = []
    for row, label in zip(logits.tolist(), labels.tolist(), strict=True):
        scores = _shifted(row)
        losses.append(math.log(math.fsum(map(math.exp, scores))) - scores[label])
    return math.fsum(losses) / len(losses)
