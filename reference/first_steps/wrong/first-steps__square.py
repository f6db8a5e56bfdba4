"""Squares instead.

fails: whole numbers are doubled
"""


def double(x: float) -> float:
    return x**2
