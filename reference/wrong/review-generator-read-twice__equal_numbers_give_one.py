"""Gives one where all numbers are equal.

fails: equal numbers give nought
"""


def scaled(numbers):
    values = list(numbers)
    if not values:
        return []
    low, high = min(values), max(values)
    return [1.0 if high == low else (v - low) / (high - low) for v in values]
