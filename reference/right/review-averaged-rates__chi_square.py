"""The signed root of the chi-square statistic of the two by two table."""

import numpy as np


def conversion_rate(orders, visitors):
    return float(np.sum(orders)) / float(np.sum(visitors))


def z_score(orders_a, visitors_a, orders_b, visitors_b):
    yes = np.array([orders_a.sum(), orders_b.sum()], dtype=float)
    n = np.array([visitors_a.sum(), visitors_b.sum()], dtype=float)
    table = np.array([yes, n - yes])
    expected = table.sum(axis=1, keepdims=True) * n / n.sum()
    statistic = ((table - expected) ** 2 / expected).sum()
    return float(np.sign(yes[1] / n[1] - yes[0] / n[0]) * np.sqrt(statistic))
