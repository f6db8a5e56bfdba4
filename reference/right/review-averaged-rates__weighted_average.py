"""The daily rates, weighted by their visitors, and the variance of a coin."""

import numpy as np


def conversion_rate(orders, visitors):
    seen = visitors > 0
    return float(np.average(orders[seen] / visitors[seen], weights=visitors[seen]))


def z_score(orders_a, visitors_a, orders_b, visitors_b):
    pooled = conversion_rate(np.concatenate([orders_a, orders_b]), np.concatenate([visitors_a, visitors_b]))
    variance = pooled * (1 - pooled)
    error = (variance / visitors_a.sum() + variance / visitors_b.sum()) ** 0.5
    return (conversion_rate(orders_b, visitors_b) - conversion_rate(orders_a, visitors_a)) / error
