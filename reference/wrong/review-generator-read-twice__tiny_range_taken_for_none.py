"""Takes numbers that lie near to each other for equal.

fails: tiny numbers
"""


def scaled(numbers):
    values = list(numbers)
    if not values:
        return []
    low, high = min(values), max(values)
    return [0.0 if high - low < 1e-9 else (v - low) / (high - low) for v in values]
