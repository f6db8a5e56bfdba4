"""The power as a function, findings of the wrong sign included, and a bisection on it for both questions."""

import math
from statistics import NormalDist

NORMAL = NormalDist()


def power_of(base, rate, control, treatment, alpha):
    error = math.sqrt(base * (1 - base) / control + rate * (1 - rate) / treatment)
    limit = NORMAL.inv_cdf(1 - alpha / 2)
    away = abs(rate - base) / error
    return NORMAL.cdf(away - limit) + NORMAL.cdf(-away - limit)


def bisect(enough, low, high):
    for _ in range(200):
        middle = (low + high) / 2
        if enough(middle):
            high = middle
        else:
            low = middle
    return high


def visitors_needed(base, effect, share=0.5, alpha=0.05, power=0.8):
    rate = base + effect
    if not (0 <= base <= 1 and 0 <= rate <= 1 and 0 < share < 1) or effect == 0:
        raise ValueError("this cannot be planned")

    def enough(total):
        return power_of(base, rate, total * (1 - share), total * share, alpha) >= power

    high = 2.0
    while not enough(high):
        high *= 2
    total = bisect(enough, high / 2 if high > 2 else 1e-9, high)
    return math.ceil(total * (1 - share)), math.ceil(total * share)


def detectable_effect(base, control, treatment, alpha=0.05, power=0.8):
    def enough(effect):
        return power_of(base, min(base + effect, 1.0), control, treatment, alpha) >= power

    if not enough(1 - base):
        raise ValueError("too few visitors")
    return bisect(enough, 1e-12, 1 - base)
