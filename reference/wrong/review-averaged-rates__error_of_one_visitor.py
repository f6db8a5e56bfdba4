"""Leaves the numbers of visitors out of the standard error.

fails: the z score comes from the totals
"""
import numpy as np


def conversion_rate(orders, visitors):
    return float(orders.sum() / visitors.sum())


def z_score(orders_a, visitors_a, orders_b, visitors_b):
    pooled = (orders_a.sum() + orders_b.sum()) / (visitors_a.sum() + visitors_b.sum())
    difference = conversion_rate(orders_b, visitors_b) - conversion_rate(orders_a, visitors_a)
    return float(difference / np.sqrt(2 * pooled * (1 - pooled)))
