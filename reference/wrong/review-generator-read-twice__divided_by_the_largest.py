"""Divides by the largest number and forgets the smallest.

fails: a generator gives what a list gives
fails: negative numbers
"""


def scaled(numbers):
    values = list(numbers)
    high = max(values, default=0.0)
    return [v / (high or 1.0) for v in values]
