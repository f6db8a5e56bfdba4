"""Puts all of alpha into one tail, although losses count as well.

fails: the visitors for an even split
fails: the effect that an even split can find
"""

import math
from statistics import NormalDist


def distance(alpha, power):
    """How many standard errors the effect must measure: a quantile against false alarms and one against misses."""
    normal = NormalDist()
    return normal.inv_cdf(1 - alpha) + normal.inv_cdf(power)


def visitors_needed(base, effect, share=0.5, alpha=0.05, power=0.8):
    rate = base + effect
    if effect == 0 or not 0 <= base <= 1 or not 0 <= rate <= 1 or not 0 < share < 1:
        raise ValueError("the effect must not be zero, the rates lie from 0 to 1, and the share between 0 and 1")
    variance = base * (1 - base) / (1 - share) + rate * (1 - rate) / share
    total = (distance(alpha, power) / effect) ** 2 * variance
    return math.ceil(total * (1 - share)), math.ceil(total * share)


def detectable_effect(base, control, treatment, alpha=0.05, power=0.8):
    """The positive root of effect^2 = z^2 (v_c / control + v_t / treatment), where v_t holds the effect too."""
    z = distance(alpha, power)
    k = z**2 / treatment
    linear = k * (1 - 2 * base)
    constant = z**2 * base * (1 - base) * (1 / control + 1 / treatment)
    effect = (linear + math.sqrt(linear**2 + 4 * (1 + k) * constant)) / (2 * (1 + k))
    if base + effect > 1:
        raise ValueError("no rate up to 1 would be found with so few visitors")
    return effect
