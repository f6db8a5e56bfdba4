"""Plain Python with exact fractions until the root."""

import math
from fractions import Fraction


def _totals(orders, visitors):
    return sum(map(int, orders)), sum(map(int, visitors))


def conversion_rate(orders, visitors):
    return float(Fraction(*_totals(orders, visitors)))


def z_score(orders_a, visitors_a, orders_b, visitors_b):
    (x, n), (y, m) = _totals(orders_a, visitors_a), _totals(orders_b, visitors_b)
    pooled = Fraction(x + y, n + m)
    variance = pooled * (1 - pooled) * (Fraction(1, n) + Fraction(1, m))
    return float(Fraction(y, m) - Fraction(x, n)) / math.sqrt(variance)
