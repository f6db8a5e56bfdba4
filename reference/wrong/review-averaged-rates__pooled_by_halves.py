"""Pools the rates as their plain mean, as if both groups had the same size.

fails: groups of different size, and a difference of either sign
"""
import numpy as np


def conversion_rate(orders, visitors):
    return float(orders.sum() / visitors.sum())


def z_score(orders_a, visitors_a, orders_b, visitors_b):
    a, b = conversion_rate(orders_a, visitors_a), conversion_rate(orders_b, visitors_b)
    pooled = (a + b) / 2
    return float((b - a) / np.sqrt(pooled * (1 - pooled) * (1 / visitors_a.sum() + 1 / visitors_b.sum())))
