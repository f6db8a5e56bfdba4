"""Pairs the days of the two groups, which need not have the same ones.

fails: few days, and different numbers of them
"""
import numpy as np


def conversion_rate(orders, visitors):
    return float(orders.sum() / visitors.sum())


def z_score(orders_a, visitors_a, orders_b, visitors_b):
    n_a, n_b = visitors_a.sum(), visitors_b.sum()
    pooled = (orders_a + orders_b).sum() / (visitors_a + visitors_b).sum()
    difference = conversion_rate(orders_b, visitors_b) - conversion_rate(orders_a, visitors_a)
    return float(difference / np.sqrt(pooled * (1 - pooled) * (1 / n_a + 1 / n_b)))
