"""Lets min fail for an empty stream.

fails: no number gives an empty list
"""


def scaled(numbers):
    values = list(numbers)
    low, high = min(values), max(values)
    return [(v - low) / ((high - low) or 1.0) for v in values]
