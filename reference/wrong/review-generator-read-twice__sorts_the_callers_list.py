"""Sorts the list that was given, to have the extremes at its ends.

fails: a list that is given stays as it was
fails: a generator gives what a list gives
"""


def scaled(numbers):
    values = numbers if isinstance(numbers, list) else list(numbers)
    values.sort()
    if not values:
        return []
    return [(v - values[0]) / ((values[-1] - values[0]) or 1.0) for v in values]
