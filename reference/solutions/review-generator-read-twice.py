def scaled(numbers):
    """Reads the numbers once, into a list of its own."""
    values = list(numbers)
    if not values:
        return []
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    return [(value - low) / span for value in values]
