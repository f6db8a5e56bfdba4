"""Takes a variance for each group, which is another test than the one that was asked for.

fails: groups of different size, and a difference of either sign
"""
import numpy as np


def conversion_rate(orders, visitors):
    return float(orders.sum() / visitors.sum())


def z_score(orders_a, visitors_a, orders_b, visitors_b):
    a, b = conversion_rate(orders_a, visitors_a), conversion_rate(orders_b, visitors_b)
    error = np.sqrt(a * (1 - a) / visitors_a.sum() + b * (1 - b) / visitors_b.sum())
    return float((b - a) / error)
