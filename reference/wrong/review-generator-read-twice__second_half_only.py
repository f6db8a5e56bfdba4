"""Keeps the numbers only after the smallest was looked for.

fails: a generator gives what a list gives
"""


def scaled(numbers):
    low = min(numbers, default=0.0)
    values = list(numbers)
    high = max(values, default=0.0)
    return [(v - low) / ((high - low) or 1.0) for v in values]
