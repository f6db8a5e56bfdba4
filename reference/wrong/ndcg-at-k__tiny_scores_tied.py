"""Takes scores that are very near to each other for equal.

fails: scores and grades of any size
"""

import numpy as np


def ndcg_at_k(grades, scores, k):
    """Documents of equal score share the mean of their gains, which is what a random order of them gives on average."""
    gains = 2.0**grades - 1
    discounts = 1 / np.log2(np.arange(len(gains)) + 2)
    discounts[k:] = 0
    best = float(np.sort(gains)[::-1] @ discounts)
    if best == 0:
        return float("nan")
    _, level = np.unique(-np.round(scores, 9), return_inverse=True)
    shared = np.bincount(level, weights=gains) / np.bincount(level)
    return shared[np.sort(level)] @ discounts / best


def mean_ndcg(queries, k):
    """Over the queries that have a relevant document."""
    values = [ndcg_at_k(grades, scores, k) for grades, scores in queries]
    told = [value for value in values if not np.isnan(value)]
    return sum(told) / len(told) if told else float("nan")
