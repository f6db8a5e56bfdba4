"""Takes the standard error from the counts, and still averages the rates.

fails: a busy day counts for more than a quiet one
"""
import numpy as np


def conversion_rate(orders, visitors):
    with np.errstate(all="ignore"):
        return float(np.nanmean(orders / visitors))


def z_score(orders_a, visitors_a, orders_b, visitors_b):
    n_a, n_b = visitors_a.sum(), visitors_b.sum()
    pooled = (orders_a.sum() + orders_b.sum()) / (n_a + n_b)
    difference = conversion_rate(orders_b, visitors_b) - conversion_rate(orders_a, visitors_a)
    return float(difference / np.sqrt(pooled * (1 - pooled) * (1 / n_a + 1 / n_b)))
