"""Drops the sign of the difference.

fails: groups of different size, and a difference of either sign
"""
import numpy as np


def conversion_rate(orders, visitors):
    return float(orders.sum() / visitors.sum())


def z_score(orders_a, visitors_a, orders_b, visitors_b):
    n_a, n_b = visitors_a.sum(), visitors_b.sum()
    pooled = (orders_a.sum() + orders_b.sum()) / (n_a + n_b)
    difference = abs(conversion_rate(orders_b, visitors_b) - conversion_rate(orders_a, visitors_a))
    return float(difference / np.sqrt(pooled * (1 - pooled) * (1 / n_a + 1 / n_b)))
