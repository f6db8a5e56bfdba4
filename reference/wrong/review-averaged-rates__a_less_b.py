"""Takes A less B, so that a better page looks worse.

fails: the z score comes from the totals
"""
import numpy as np


def conversion_rate(orders, visitors):
    return float(orders.sum() / visitors.sum())


def z_score(orders_a, visitors_a, orders_b, visitors_b):
    n_a, n_b = visitors_a.sum(), visitors_b.sum()
    pooled = (orders_a.sum() + orders_b.sum()) / (n_a + n_b)
    difference = conversion_rate(orders_a, visitors_a) - conversion_rate(orders_b, visitors_b)
    return float(difference / np.sqrt(pooled * (1 - pooled) * (1 / n_a + 1 / n_b)))
