"""Refuses a share of zero and lets negative ones through.

fails: a plan that makes no sense is refused
"""

import math
from statistics import NormalDist


def z_of(alpha, power):
    return NormalDist().inv_cdf(1 - alpha / 2) + NormalDist().inv_cdf(power)


def visitors_needed(base, effect, share=0.5, alpha=0.05, power=0.8):
    rate = base + effect
    if effect == 0 or not 0 <= base <= 1 or not 0 <= rate <= 1 or share == 0 or share >= 1:
        raise ValueError("bad plan")
    total = (z_of(alpha, power) / effect) ** 2 * (base * (1 - base) / (1 - share) + rate * (1 - rate) / share)
    return math.ceil(total * (1 - share)), math.ceil(total * share)


def detectable_effect(base, control, treatment, alpha=0.05, power=0.8):
    z = z_of(alpha, power)
    low, high = 0.0, 1.0 - base
    
    def need(e):
        return z * math.sqrt(base * (1 - base) / control + (base + e) * (1 - base - e) / treatment) - e

    if need(high) > 0:
        raise ValueError
    for _ in range(60):
        mid = (low + high) / 2
        if need(mid) > 0:
            low = mid
        else:
            high = mid
    return high
