import numpy as np


def conversion_rate(orders, visitors):
    """All orders by all visitors."""
    return float(orders.sum() / visitors.sum())


def z_score(orders_a, visitors_a, orders_b, visitors_b):
    """The two-proportion test on the totals, with the pooled rate."""
    n_a, n_b = visitors_a.sum(), visitors_b.sum()
    pooled = (orders_a.sum() + orders_b.sum()) / (n_a + n_b)
    difference = conversion_rate(orders_b, visitors_b) - conversion_rate(orders_a, visitors_a)
    return float(difference / np.sqrt(pooled * (1 - pooled) * (1 / n_a + 1 / n_b)))
