"""Forgets the range of nought.

fails: equal numbers give nought
"""


def scaled(numbers):
    values = list(numbers)
    if not values:
        return []
    low, high = min(values), max(values)
    return [(v - low) / (high - low) for v in values]
