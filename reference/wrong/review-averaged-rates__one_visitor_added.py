"""Adds a visitor to each day, so that nothing is divided by nought and every rate is a little too low.

fails: a busy day counts for more than a quiet one
fails: a day without visitors does not count
"""
import numpy as np


def conversion_rate(orders, visitors):
    return float(orders.sum() / (visitors + 1).sum())


def z_score(orders_a, visitors_a, orders_b, visitors_b):
    n_a, n_b = (visitors_a + 1).sum(), (visitors_b + 1).sum()
    pooled = (orders_a.sum() + orders_b.sum()) / (n_a + n_b)
    difference = conversion_rate(orders_b, visitors_b) - conversion_rate(orders_a, visitors_a)
    return float(difference / np.sqrt(pooled * (1 - pooled) * (1 / n_a + 1 / n_b)))
