"""Hands on a generator, which somebody will read twice.

fails: the result is a list
"""


def scaled(numbers):
    values = list(numbers)
    low, high = min(values, default=0.0), max(values, default=0.0)
    return ((v - low) / ((high - low) or 1.0) for v in values)
