"""Refuses what has no length, in place of reading it.

fails: a generator gives what a list gives
"""


def scaled(numbers):
    if not hasattr(numbers, "__len__"):
        raise TypeError("a list is needed")
    low, high = min(numbers, default=0.0), max(numbers, default=0.0)
    return [(v - low) / ((high - low) or 1.0) for v in numbers]
