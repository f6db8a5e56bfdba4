"""Mends the rates, and still takes the error from the spread of the days.

fails: the z score comes from the totals
"""
import numpy as np


def conversion_rate(orders, visitors):
    return float(orders.sum() / visitors.sum())


def z_score(orders_a, visitors_a, orders_b, visitors_b):
    with np.errstate(all="ignore"):
        a, b = orders_a / visitors_a, orders_b / visitors_b
        error = np.sqrt(np.nanvar(a, ddof=1) / len(a) + np.nanvar(b, ddof=1) / len(b))
        return float((conversion_rate(orders_b, visitors_b) - conversion_rate(orders_a, visitors_a)) / error)
