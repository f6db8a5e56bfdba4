"""Cuts fractions off.

fails: zero, negative numbers and fractions too
"""


def double(x: float) -> float:
    return int(x) * 2
