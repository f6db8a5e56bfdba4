import numpy as np


def ndcg_at_k(grades, scores, k):
    """Each document by itself: the mean discount over the places that it may take among its equals."""
    grades, scores = np.asarray(grades, dtype=float), np.asarray(scores, dtype=float)
    n = len(grades)
    if n == 0 or grades.max() == 0:
        return float("nan")
    discount = np.where(np.arange(n) < k, 1 / np.log2(np.arange(n) + 2), 0)
    upto = np.concatenate([[0], np.cumsum(discount)])
    above = (scores[None, :] > scores[:, None]).sum(axis=1)
    level = (scores[None, :] == scores[:, None]).sum(axis=1)
    expected = (upto[above + level] - upto[above]) / level
    gain = np.power(2, grades) - 1
    return (gain * expected).sum() / (np.sort(gain)[::-1] * discount).sum()


def mean_ndcg(queries, k):
    total, count = 0.0, 0
    for grades, scores in queries:
        value = ndcg_at_k(grades, scores, k)
        if not np.isnan(value):
            total, count = total + value, count + 1
    return total / count if count else float("nan")
