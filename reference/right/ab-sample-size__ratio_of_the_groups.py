"""The control first, then the treatment by the ratio of the groups; the detectable effect by going round until it settles."""

import math
from statistics import NormalDist


def visitors_needed(base, effect, share=0.5, alpha=0.05, power=0.8):
    treated = base + effect
    for value in (base, treated):
        if value < 0 or value > 1:
            raise ValueError("a rate lies from 0 to 1")
    if share <= 0 or share >= 1:
        raise ValueError("both groups need visitors")
    if not effect:
        raise ValueError("there is nothing to find")
    ratio = share / (1 - share)
    z = NormalDist().inv_cdf(1 - alpha / 2) - NormalDist().inv_cdf(1 - power)
    control = z * z / effect**2 * (base * (1 - base) + treated * (1 - treated) / ratio)
    return math.ceil(control), math.ceil(ratio * control)


def detectable_effect(base, control, treatment, alpha=0.05, power=0.8):
    z = NormalDist().inv_cdf(1 - alpha / 2) + NormalDist().inv_cdf(power)
    smallest_at_one = z * math.sqrt(base * (1 - base) / control)
    if smallest_at_one > 1 - base:
        raise ValueError("not even a rate of 1 would be found")
    effect = 0.0
    for _ in range(20_000):
        rate = min(base + effect, 1.0)
        new = z * math.sqrt(base * (1 - base) / control + rate * (1 - rate) / treatment)
        if abs(new - effect) < 1e-12:
            break
        effect = 0.5 * (effect + new)
    return effect
