"""One loop that keeps the numbers and looks for the extremes as they come."""


def scaled(numbers):
    kept, low, high = [], float("inf"), float("-inf")
    for number in numbers:
        kept.append(number)
        low, high = min(low, number), max(high, number)
    return [0.0 if high == low else (number - low) / (high - low) for number in kept]
