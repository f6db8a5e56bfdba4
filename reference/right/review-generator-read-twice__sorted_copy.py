"""The extremes from a sorted copy."""


def scaled(numbers):
    values = [*numbers]
    ordered = sorted(values)
    if not ordered or ordered[0] == ordered[-1]:
        return [0.0 for _ in values]
    return [(v - ordered[0]) / (ordered[-1] - ordered[0]) for v in values]
