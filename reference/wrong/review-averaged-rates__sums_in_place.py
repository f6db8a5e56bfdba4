"""Adds the days up in the caller's own arrays.

fails: the numbers stay as they were
"""
import numpy as np


def conversion_rate(orders, visitors):
    return float(orders.sum() / visitors.sum())


def z_score(orders_a, visitors_a, orders_b, visitors_b):
    for days in (orders_a, visitors_a, orders_b, visitors_b):
        days[0] = days.sum()
        days[1:] = 0
    n_a, n_b = visitors_a[0], visitors_b[0]
    pooled = (orders_a[0] + orders_b[0]) / (n_a + n_b)
    difference = orders_b[0] / n_b - orders_a[0] / n_a
    return float(difference / np.sqrt(pooled * (1 - pooled) * (1 / n_a + 1 / n_b)))
