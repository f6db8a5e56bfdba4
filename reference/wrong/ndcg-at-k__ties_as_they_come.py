"""Keeps documents of equal score in the order of the input.

fails: equal scores
fails: the order of the input plays no part
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
    order = np.argsort(-np.asarray(scores), kind="stable")
    return float(gains[order] @ discounts / best)


def mean_ndcg(queries, k):
    """Over the queries that have a relevant document."""
    values = [ndcg_at_k(grades, scores, k) for grades, scores in queries]
    told = [value for value in values if not np.isnan(value)]
    return sum(told) / len(told) if told else float("nan")
